import { type Clock, createClock } from '../../ground/clock.ts';
import { type AsyncQueue, createAsyncQueue } from '../events/async-queue.ts';
import { createStepBook, type StepBook } from '../events/step-book.ts';
import { createSchema, type Schema } from '../schema/schema.ts';
import { standardTables } from '../schema/standard-tables.ts';
import { createStore, type Store } from '../store/store.ts';
import { type Access, createAccess } from './access.ts';
import { addBaseRows } from './base-rows.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createPrivileges, type Privileges } from './privileges.ts';
import { createRowLocks, type RowLocks } from './row-locks.ts';

/** One Dataverse environment: what it knows, holds and does. */
export type Organisation = {
  readonly clock: Clock;
  readonly identity: Identity;
  readonly schema: Schema;
  readonly store: Store;
  readonly access: Access;
  readonly privileges: Privileges;
  readonly steps: StepBook;
  readonly queue: AsyncQueue;
  readonly locks: RowLocks;
};

export type OrganisationOptions = {
  readonly organizationId: string;
  readonly clientId: string;
  readonly bare: boolean;
  readonly skewSeconds: number;
};

export function createOrganisation(options: OrganisationOptions): Organisation {
  const clock = createClock(options.skewSeconds * 1000);
  const identity = createIdentity(options.organizationId);
  const schema = createSchema(standardTables(options));
  const store = createStore();
  const steps = createStepBook(store);
  addBaseRows({ schema, store, clock, identity, clientId: options.clientId });
  return {
    clock,
    identity,
    schema,
    store,
    access: createAccess(),
    privileges: createPrivileges(store),
    steps,
    queue: createAsyncQueue({ clock, identity, schema, store, steps }),
    locks: createRowLocks(),
  };
}
