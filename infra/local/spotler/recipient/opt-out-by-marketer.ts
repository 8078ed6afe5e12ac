import { changeContact, withPermissions } from '../contacts/change-contact.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';

/** Somebody switches a permission off in Mail+ itself, or, without a bit, opts the contact out of everything. */
export function optOutByMarketer(sandbox: Sandbox, contact: Contact, bit: number | undefined, atMs: number): Contact {
  const after: Contact =
    bit === undefined
      ? { ...contact, state: 'inactive', stateReason: 'optedOutByMarketer' }
      : withPermissions(contact, { [bit]: false });
  return changeContact(sandbox, contact, after, { by: 'marketer', what: 'Opted out in Mail+', atMs });
}
