import type { Bounce } from '../contacts/bounce-store.ts';
import { changeContact } from '../contacts/change-contact.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';

export type BounceType = Bounce['type'];

/** "4x soft bounced in a row" closes the channel (specification, MailingStats.notRetainedAfterBounceCount). */
const maxSoftBounces = 4;

/**
 * A mail came back: a hard bounce closes the e-mail channel at once, a soft one with the fourth in a row. Every bounce is kept for
 * `bounces/list`; the contact counts as changed only when its channel closes.
 */
export function bounce(
  sandbox: Sandbox,
  contact: Contact,
  { type, atMs, mailingId }: { readonly type: BounceType; readonly atMs: number; readonly mailingId?: string },
): Contact {
  const bounced = { atMs, type, number: contact.number, ...(mailingId === undefined ? {} : { mailingId }) };
  sandbox.keep({ kind: 'bounce', bounce: bounced });
  const softBounces = type === 'SOFTBOUNCE' ? contact.softBounces + 1 : contact.softBounces;
  const closes = contact.bounced === undefined && (type === 'HARDBOUNCE' || softBounces >= maxSoftBounces);
  const after: Contact = { ...contact, softBounces, ...(closes ? { bounced: type } : {}) };
  const what = type === 'HARDBOUNCE' ? 'Hard bounce' : `Soft bounce ${softBounces} in a row`;
  if (closes) return changeContact(sandbox, contact, after, { by: 'mail server', what, atMs });
  sandbox.keep({ kind: 'contact', contact: after });
  return after;
}

/** A mail that arrived: soft bounces are only counted in a row. */
export function deliver(sandbox: Sandbox, contact: Contact): Contact {
  if (contact.softBounces === 0) return contact;
  const after = { ...contact, softBounces: 0 };
  sandbox.keep({ kind: 'contact', contact: after });
  return after;
}
