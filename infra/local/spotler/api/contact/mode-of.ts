import type { Order } from '../../contacts/write-contact.ts';
import type { Sandbox } from '../../sandbox.ts';

/**
 * What `update` means. False, the default: the contact must be new. True: "only existing contacts can be updated" says the
 * specification, but clients in production use it as "create or update"; the switch `updateCreates` has both.
 */
export function modeOf(sandbox: Sandbox, update: boolean | null | undefined): Order['mode'] {
  if (!update) return 'add';
  return sandbox.switches.get().updateCreates ? 'upsert' : 'update';
}
