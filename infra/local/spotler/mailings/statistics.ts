import type { Sandbox } from '../sandbox.ts';
import type { Interaction, Mailing } from './mailing.ts';

/** MailingStats of the specification, counted from what is kept, so that it adds up. The eCommerce figures are missing. */
export function statisticsOf({ mailings }: Sandbox, mailing: Mailing) {
  const of = (kind: Interaction['kind']) => mailings.ofMailing(mailing.encryptedId, kind);
  const [sent, opened, clicked, bounced] = [of('sent'), of('opened'), of('clicked'), of('bounced')];
  const hard = unique(bounced.filter(({ bounce }) => bounce === 'HARDBOUNCE'));
  const soft = unique(bounced.filter(({ bounce }) => bounce === 'SOFTBOUNCE'));
  const conversionLinks = mailing.links.filter(({ type }) => type === 'conversion').map(({ id }) => id);
  return {
    sentCount: sent.length,
    // "Accepted = Sent - hard bounce - soft bounce"
    acceptedCount: sent.length - hard - soft,
    // "In order to obtain the total opens (OCR) all clicks also need to be counted as an open."
    openCount: unique([...opened, ...clicked]),
    openRenderedCount: unique(opened),
    clickCount: unique(clicked),
    hardbounceCount: hard,
    softbounceCount: soft,
    // "Hard bounces + 4x soft bounced in a row"
    notRetainedAfterBounceCount: unique(bounced.filter(({ closes }) => closes)),
    conversionClickCount: unique(clicked.filter(({ linkId }) => conversionLinks.includes(linkId ?? 0))),
    unsubscribeCount: unique(of('unsubscribed')),
  };
}

function unique(interactions: readonly Interaction[]): number {
  return new Set(interactions.map(({ number }) => number)).size;
}
