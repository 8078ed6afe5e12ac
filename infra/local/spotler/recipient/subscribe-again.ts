import { changeContact, withPermissions } from '../contacts/change-contact.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';

/** The recipient ticks a permission on the profile page; that makes an inactive contact active again (a guess). */
export function subscribeAgain(sandbox: Sandbox, contact: Contact, bit: number, atMs: number): Contact {
  const { stateReason: _, ...active } = withPermissions(contact, { [bit]: true });
  const after: Contact = { ...active, state: 'active' };
  return changeContact(sandbox, contact, after, { by: 'recipient', what: 'Subscribed', atMs });
}
