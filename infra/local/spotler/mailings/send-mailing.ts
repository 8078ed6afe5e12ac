import { channelsOf } from '../contacts/channels.ts';
import { type Contact, permissionsProperty } from '../contacts/contact.ts';
import type { List } from '../lists/list-store.ts';
import { deliver } from '../recipient/bounce.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';
import type { Interaction, Mailing } from './mailing.ts';

/** Who a mailing goes to: holders of a permission, or whoever is on a list, permission or not (help centre, "Static lists"). */
export type Audience = { readonly bit: number } | { readonly list: List };

/** Sends to everybody of the audience whose channel is open. Answers the running numbers of the recipients. */
export function sendMailing(sandbox: Sandbox, mailing: Mailing, audience: Audience): readonly number[] {
  sandbox.keep({ kind: 'mailing', mailing });
  const recipients = membersOf(sandbox, audience).filter((contact) => isReachable(sandbox, contact, mailing.type));
  for (const contact of recipients) recordSent(sandbox, mailing, contact.number);
  return recipients.map(({ number }) => number);
}

export function isReachable(sandbox: Sandbox, contact: Contact, type: Mailing['type']): boolean {
  return channelsOf(contact, visibleProperties(sandbox)).some(({ name, value }) => name === type && value);
}

/** One mail goes out; it counts as delivered until it bounces. */
export function recordSent(
  sandbox: Sandbox,
  mailing: Mailing,
  number: number,
  run: Pick<Interaction, 'campaignSubscriptionId'> = {},
): void {
  sandbox.keep({
    kind: 'interaction',
    interaction: {
      id: sandbox.mailings.nextInteractionId(),
      kind: 'sent',
      mailingId: mailing.encryptedId,
      number,
      atMs: mailing.kind === 'mailing' ? mailing.sentMs : sandbox.clock.now(),
      changedMs: sandbox.clock.now(),
      ...run,
    },
  });
}

function membersOf(sandbox: Sandbox, audience: Audience): readonly Contact[] {
  if ('list' in audience)
    return [...sandbox.lists.members(audience.list)].flatMap((number) => sandbox.contacts.byNumber(number) ?? []);
  return [...sandbox.contacts.all()].filter(({ bits }) => bits[permissionsProperty]?.[audience.bit] === true);
}

/** Ends the row of soft bounces of everybody whose mail arrived. */
export function settleDeliveries(sandbox: Sandbox, recipients: readonly number[], bounced: ReadonlySet<number>): void {
  for (const number of recipients) {
    const contact = bounced.has(number) ? undefined : sandbox.contacts.byNumber(number);
    if (contact) deliver(sandbox, contact);
  }
}
