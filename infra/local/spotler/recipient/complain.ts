import { changeContact } from '../contacts/change-contact.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';

/** A spam complaint makes the contact inactive (help centre, "Inactive contacts"). */
export function complain(sandbox: Sandbox, contact: Contact, atMs: number): Contact {
  const after: Contact = { ...contact, state: 'inactive', stateReason: 'complaint' };
  return changeContact(sandbox, contact, after, { by: 'recipient', what: 'Complained of spam', atMs });
}
