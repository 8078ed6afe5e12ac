import { type Contact, permissionsProperty } from '../contacts/contact.ts';
import { encryptedId } from '../contacts/encrypted-id.ts';
import type { Mailing } from '../mailings/mailing.ts';
import { type Reaction, react } from '../mailings/react.ts';
import { type Audience, sendMailing, settleDeliveries } from '../mailings/send-mailing.ts';
import { statisticsOf } from '../mailings/statistics.ts';
import type { Sandbox } from '../sandbox.ts';
import type { InteractionOrder, MailingOrder, Whose } from './mailing-order.ts';
import { OrderError } from './order.ts';
import { contactOf, findByExternalId, timeOf } from './who-and-when.ts';

/**
 * Sends a mailing and lets its recipients react: bounces first, then opens and clicks of those whose mail arrived, then unsubscribes
 * and complaints. A share takes recipients in the order in which they came to the account. Answers the id and the statistics.
 */
export function orderMailing(sandbox: Sandbox, given: MailingOrder) {
  const audience = audienceOf(sandbox, given);
  const mailing = newMailing(sandbox, given);
  const recipients = sendMailing(sandbox, mailing, audience);
  const bounced = new Set<number>();
  const each = (whose: Whose, among: readonly number[], reaction: Reaction) => {
    const numbers = pick(sandbox, whose, among);
    for (const number of numbers) react(sandbox, mailing, stored(sandbox, number), reaction, mailing.sentMs);
    return numbers;
  };
  for (const number of each(given.hardBounces, recipients, { type: 'HARDBOUNCE' })) bounced.add(number);
  const stillOpen = recipients.filter((number) => !bounced.has(number));
  for (const number of each(given.softBounces, stillOpen, { type: 'SOFTBOUNCE' })) bounced.add(number);
  settleDeliveries(sandbox, recipients, bounced);
  const arrived = recipients.filter((number) => !bounced.has(number));
  each(given.opens, arrived, { type: 'open' });
  each(given.clicks, arrived, { type: 'click', linkId: mailing.links[0]?.id ?? 1 });
  each(given.unsubscribes, arrived, unsubscribeOf(given.bit));
  each(given.complaints, arrived, { type: 'complaint' });
  return { encryptedId: mailing.encryptedId, ...statisticsOf(sandbox, mailing) };
}

/** One recipient reacts to a mailing that was sent before. */
export function orderInteraction(sandbox: Sandbox, { mailing: id, type, linkId, bit, ...given }: InteractionOrder) {
  const mailing = sandbox.mailings.byId(id);
  if (!mailing) throw new OrderError(404, `There is no mailing ${id}.`);
  const contact = contactOf(sandbox, given);
  const isRecipient = sandbox.mailings.ofMailing(id, 'sent').some(({ number }) => number === contact.number);
  if (!isRecipient) throw new OrderError(400, `The mailing ${id} was not sent to this contact.`);
  const reaction: Reaction =
    type === 'click'
      ? { type, linkId: linkId ?? mailing.links[0]?.id ?? 1 }
      : type === 'unsubscribe'
        ? unsubscribeOf(bit)
        : { type };
  react(sandbox, mailing, contact, reaction, timeOf(sandbox, given.at));
  return { encryptedId: id, ...statisticsOf(sandbox, mailing) };
}

function audienceOf({ lists }: Sandbox, { bit, list: externalId }: MailingOrder): Audience {
  if (bit !== undefined) return { bit };
  if (externalId === undefined) throw new OrderError(400, 'Give a bit or a list.');
  const list = lists.get('temporary', externalId) ?? lists.get('audience', externalId);
  if (!list) throw new OrderError(404, `There is no list ${externalId}.`);
  return { list };
}

function newMailing(sandbox: Sandbox, given: MailingOrder): Mailing {
  const { name, type, subject, fromName, fromEmail, trendReportId, bit, list } = given;
  return {
    encryptedId: `m${encryptedId(sandbox.mailings.all().length + 1)}`,
    kind: 'mailing',
    name,
    type,
    sentMs: timeOf(sandbox, given.at),
    subject: subject ?? name,
    fromName,
    fromEmail,
    targetGroup: bit === undefined ? `List ${list}` : permissionName(sandbox, bit),
    trendReportId,
    links: given.links.map((link, at) => ({ id: at + 1, ...link })),
  };
}

function permissionName({ account }: Sandbox, bit: number): string {
  const entries = account.properties.find(({ name }) => name === permissionsProperty)?.entries ?? [];
  return entries.find((entry) => entry.bit === bit)?.description ?? `Permission ${bit}`;
}

/** A mailing for one permission unsubscribes from that one, one for a list from everything. */
function unsubscribeOf(bit: number | undefined): Reaction {
  return { type: 'unsubscribe', ...(bit === undefined ? {} : { bit }) };
}

function pick(sandbox: Sandbox, whose: Whose, among: readonly number[]): readonly number[] {
  if (typeof whose === 'number') return among.slice(0, Math.round(whose * among.length));
  return whose.map((externalId) => {
    const number = findByExternalId(sandbox, externalId)?.number;
    if (number !== undefined && among.includes(number)) return number;
    throw new OrderError(400, `${externalId} did not get this mailing, or it bounced.`);
  });
}

function stored(sandbox: Sandbox, number: number): Contact {
  return contactOf(sandbox, { number });
}
