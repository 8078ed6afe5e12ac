import type { Contact } from '../contacts/contact.ts';
import { bounce } from '../recipient/bounce.ts';
import { complain } from '../recipient/complain.ts';
import { optOutGlobally, unsubscribe } from '../recipient/unsubscribe.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Interaction, Mailing } from './mailing.ts';

export type Reaction =
  | { readonly type: 'open' }
  | { readonly type: 'click'; readonly linkId: number }
  | { readonly type: 'HARDBOUNCE' | 'SOFTBOUNCE' }
  /** Without a bit: from everything. */
  | { readonly type: 'unsubscribe'; readonly bit?: number }
  | { readonly type: 'complaint' };

/**
 * What a recipient, or her mail server, makes of a mailing: kept for the mailing's lists and the feed, and done to the contact.
 * The feed (`/mailing-interaction`) knows opens, clicks and bounces only; an unsubscribe shows in `updates/list`.
 */
export function react(sandbox: Sandbox, mailing: Mailing, contact: Contact, reaction: Reaction, atMs: number): void {
  const record = (part: Pick<Interaction, 'kind' | 'linkId' | 'bounce' | 'closes'>) =>
    recordInteraction(sandbox, mailing, contact, { ...part, atMs });
  switch (reaction.type) {
    case 'open':
      record({ kind: 'opened' });
      return;
    case 'click':
      record({ kind: 'clicked', linkId: reaction.linkId });
      return;
    case 'HARDBOUNCE':
    case 'SOFTBOUNCE': {
      const after = bounce(sandbox, contact, { type: reaction.type, atMs, mailingId: mailing.encryptedId });
      record({ kind: 'bounced', bounce: reaction.type, closes: after.bounced !== contact.bounced });
      return;
    }
    case 'unsubscribe':
      if (reaction.bit === undefined) optOutGlobally(sandbox, contact, atMs);
      else unsubscribe(sandbox, contact, reaction.bit, atMs);
      record({ kind: 'unsubscribed' });
      return;
    case 'complaint':
      complain(sandbox, contact, atMs);
      return;
  }
}

function recordInteraction(
  sandbox: Sandbox,
  mailing: Mailing,
  contact: Contact,
  part: Pick<Interaction, 'kind' | 'linkId' | 'bounce' | 'closes' | 'atMs'>,
): void {
  // A reaction belongs to the run of the campaign whose mail it answers: the latest one sent.
  const sent = sandbox.mailings
    .ofContact(contact.number)
    .findLast(({ kind, mailingId }) => kind === 'sent' && mailingId === mailing.encryptedId);
  const run = sent?.campaignSubscriptionId;
  sandbox.keep({
    kind: 'interaction',
    interaction: {
      ...part,
      id: sandbox.mailings.nextInteractionId(),
      mailingId: mailing.encryptedId,
      number: contact.number,
      changedMs: sandbox.clock.now(),
      ...(run === undefined ? {} : { campaignSubscriptionId: run }),
    },
  });
}
