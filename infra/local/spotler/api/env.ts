import type { Context } from 'hono';
import type { Fault } from '../../ground/faults.ts';
import type { Account, Consumer } from '../account/read-account.ts';
import type { View } from '../contacts/show-contact.ts';
import { dateWriter } from '../contacts/show-contact.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';

/** What the middlewares of the mirrored API hand to an operation. */
export type Env = {
  Variables: {
    /** Whose key signed the call. */
    consumer: Consumer;
    /** The fault that happens to this call; with `appliesFirst` only so many contacts of a batch are written. */
    fault: Fault | undefined;
  };
};

export type Call = Context<Env>;

/** The older prefix answers lists as `{paging, …}`, the newer one as bare arrays (seen in clients of both). */
export function answersBareLists(c: Call): boolean {
  return c.req.path.startsWith('/integrationservice-1.1.0/');
}

/** How this caller sees contacts now. */
export function viewOf(sandbox: Sandbox, { externalIdField }: Account['consumers'][number]): View {
  const { datesAs, zone } = sandbox.switches.get();
  return { properties: visibleProperties(sandbox), externalIdField, showDate: dateWriter(datesAs, zone) };
}
