import { encryptedId } from '../../contacts/encrypted-id.ts';
import type { Interaction, Mailing } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { pagedAnswer, pageOf, readPaging } from '../paging.ts';
import { readOpenWindow } from '../read-window.ts';
import { badRequest } from '../refuse.ts';
import { showTime } from '../show-time.ts';
import { findMailing } from './find-mailing.ts';

export type ListName = 'recipients' | 'opens' | 'clicks' | 'bounces';

const kinds = { recipients: 'sent', opens: 'opened', clicks: 'clicked', bounces: 'bounced' } as const;

/** `GET /mailing/{id}/recipients|opens|clicks|bounces`, and the same of a campaign's mailing, there with a period. */
export function listInteractions(sandbox: Sandbox, c: Call, kind: Mailing['kind'], name: ListName): Response {
  const mailing = findMailing(sandbox, c, kind);
  if (mailing instanceof Response) return mailing;
  const paging = readPaging(c);
  if (typeof paging === 'string') return badRequest(c, paging);
  const window = readOpenWindow(sandbox, c, { from: 'fromDate', to: 'toDate' });
  if (typeof window === 'string') return badRequest(c, window);
  const interactions = sandbox.mailings
    .ofMailing(mailing.encryptedId, kinds[name])
    .filter(({ atMs }) => kind === 'mailing' || (atMs >= window.fromMs && atMs <= window.toMs));
  const page = pageOf(interactions, paging).map((interaction) => show(sandbox, c, kind, interaction));
  return pagedAnswer(c, name, page, paging);
}

function show(sandbox: Sandbox, c: Call, kind: Mailing['kind'], interaction: Interaction) {
  const contactIdentifier = identify(sandbox, c, interaction.number);
  if (kind === 'mailing') return { contactIdentifier, ...showDetails(sandbox, kind, interaction) };
  const { campaignSubscriptionId } = interaction;
  return { contactIdentifier, campaignSubscriptionId, ...showDetails(sandbox, kind, interaction) };
}

/** Each list of the specification has its own names for the date and what goes with it. */
export function showDetails(sandbox: Sandbox, kind: Mailing['kind'], interaction: Interaction) {
  const date = showTime(sandbox, interaction.atMs);
  switch (interaction.kind) {
    case 'sent':
      return kind === 'campaign' ? { sendDate: date } : {};
    case 'opened':
      return { openDate: date };
    case 'clicked':
      return { clickDate: date, linkId: interaction.linkId };
    case 'bounced':
      return { bounceDate: date, type: interaction.bounce };
    case 'unsubscribed':
      return {};
  }
}

/** ContactIdentifier of the specification; the external id only of the caller's own field. */
function identify(sandbox: Sandbox, c: Call, number: number) {
  const contact = sandbox.contacts.byNumber(number);
  const own = contact?.externalIdField === c.get('consumer').externalIdField ? contact.externalId : undefined;
  return { ...(own === undefined ? {} : { externalId: own }), encryptedId: encryptedId(number) };
}
