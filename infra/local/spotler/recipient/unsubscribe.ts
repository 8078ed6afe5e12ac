import { changeContact, withPermissions } from '../contacts/change-contact.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';

/** An unsubscribe package that asks per permission: one bit goes off, the contact stays active (help centre, "Unsubscribing"). */
export function unsubscribe(sandbox: Sandbox, contact: Contact, bit: number, atMs: number): Contact {
  const after = withPermissions(contact, { [bit]: false });
  return changeContact(sandbox, contact, after, { by: 'recipient', what: 'Unsubscribed', atMs });
}

/** An unsubscribe package for everything: the contact becomes inactive, its bits stay as they are. */
export function optOutGlobally(sandbox: Sandbox, contact: Contact, atMs: number): Contact {
  const after: Contact = { ...contact, state: 'inactive', stateReason: 'globalOptOut' };
  return changeContact(sandbox, contact, after, { by: 'recipient', what: 'Opted out of everything', atMs });
}
