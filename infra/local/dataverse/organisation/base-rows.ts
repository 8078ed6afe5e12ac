import type { Clock } from '../../ground/clock.ts';
import { guidOf } from '../guid.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Schema } from '../schema/schema.ts';
import type { Values } from '../store/row.ts';
import type { Change, Store } from '../store/store.ts';
import type { Identity } from './identity.ts';
import { messageFilters } from './message-filters.ts';
import { messageIds } from './message-ids.ts';
import {
  applicationUserId,
  demoUserId,
  rootBusinessUnitId,
  systemAdministratorId,
  systemAdministratorTemplate,
  systemUserId,
} from './people.ts';
import { standardForms } from './standard-forms.ts';

/** Puts in what a new organisation holds: itself, its business unit, three users, the messages and their filters, forms. */
export function addBaseRows(parts: {
  readonly schema: Schema;
  readonly store: Store;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly clientId: string;
}): void {
  const { schema, store, clock, identity, clientId } = parts;
  const now = toIsoTime(clock.now());
  const row = (table: string, id: string, values: Values): Change => ({
    table,
    id,
    after: { id, version: 0n, values: { createdon: now, modifiedon: now, ...values } },
  });
  const user = (id: string, fullname: string, more: Values) =>
    row('systemuser', id, {
      fullname,
      isdisabled: false,
      accessmode: 0,
      businessunitid: { table: 'businessunit', id: rootBusinessUnitId },
      ...more,
    });
  const filters = schema.all().flatMap((table) => messageFilters(table));
  store.apply([
    organisationRow(identity, now),
    row('businessunit', rootBusinessUnitId, { name: identity.name, isdisabled: false }),
    user(systemUserId, 'SYSTEM', { lastname: 'SYSTEM', accessmode: 3 }),
    user(applicationUserId, '# Assent', { lastname: 'Assent', firstname: '#', applicationid: clientId, accessmode: 4 }),
    user(demoUserId, 'Demo User', { firstname: 'Demo', lastname: 'User', internalemailaddress: 'demo@example.org' }),
    row('role', systemAdministratorId, {
      name: 'System Administrator',
      roletemplateid: systemAdministratorTemplate,
      businessunitid: { table: 'businessunit', id: rootBusinessUnitId },
    }),
    {
      table: 'systemuserroles',
      id: guidOf('systemuserroles Demo User'),
      after: {
        id: guidOf('systemuserroles Demo User'),
        version: 0n,
        values: {
          systemuserid: { table: 'systemuser', id: demoUserId },
          roleid: { table: 'role', id: systemAdministratorId },
        },
      },
    },
    ...[...messageIds].map(([name, id]) => row('sdkmessage', id, { name, isactive: true, isprivate: false })),
    ...filters.map((filter) => ({ table: 'sdkmessagefilter', id: filter.id, after: filter })),
    ...standardForms(schema).map((form) => row('systemform', form.id, form.values)),
  ]);
}

/** The row of table organization carries the organisation's own id, so a copy gets a new one. */
export function organisationRow(identity: Identity, now: string): Change {
  const id = identity.id();
  return {
    table: 'organization',
    id,
    after: {
      id,
      version: 0n,
      values: {
        name: identity.name,
        createdon: now,
        modifiedon: now,
        languagecode: 1033,
        isauditenabled: false,
        // Default of the organisation setting: change tracking tokens live seven days.
        expirechangetrackingindays: 7,
        maxuploadfilesize: 5242880,
      },
    },
  };
}
