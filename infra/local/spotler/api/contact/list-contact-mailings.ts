import type { Interaction, Mailing } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { showMailing } from '../mailing/show-mailing.ts';
import { pagedAnswer, pageOf, readPaging } from '../paging.ts';
import { badRequest, refuse } from '../refuse.ts';
import { showTime } from '../show-time.ts';
import { findContact } from './find-contact.ts';
import { unknownContact } from './refusal-of.ts';

/** "Default pagesize is 50 (Cannot be modified)." */
const pageSize = 50;

/** `GET /contact/{externalId}/mailings` and `…/campaign-mailings`: what the contact received, and whether it was opened. */
export function listContactMailings(sandbox: Sandbox, c: Call, kind: Mailing['kind']): Response {
  const contact = findContact(sandbox, c);
  if (!contact) return refuse(c, unknownContact(sandbox));
  const read = readPaging(c);
  if (typeof read === 'string') return badRequest(c, read);
  const paging = { after: read.after, pageSize };
  const interactions = sandbox.mailings.ofContact(contact.number);
  const histories = interactions
    .filter((interaction) => interaction.kind === 'sent')
    .flatMap((sent) => {
      const mailing = sandbox.mailings.byId(sent.mailingId);
      return mailing?.kind === kind ? [history(sandbox, mailing, sent, interactions)] : [];
    });
  const name = kind === 'mailing' ? 'mailingHistories' : 'campaignMailingHistories';
  return pagedAnswer(c, name, pageOf(histories, paging), paging);
}

function history(sandbox: Sandbox, mailing: Mailing, sent: Interaction, all: readonly Interaction[]) {
  const ofThis = all.filter(
    ({ mailingId, campaignSubscriptionId }) =>
      mailingId === sent.mailingId && campaignSubscriptionId === sent.campaignSubscriptionId,
  );
  const bounce = ofThis.find(({ kind }) => kind === 'bounced')?.bounce;
  return {
    ...describe(sandbox, mailing, sent),
    sentDate: showTime(sandbox, sent.atMs),
    opened: ofThis.some(({ kind }) => kind === 'opened'),
    clicked: ofThis.some(({ kind }) => kind === 'clicked'),
    ...(bounce ? { bounce } : {}),
  };
}

/** MailingHistory and CampaignMailingHistory of the specification name the mailing differently. */
function describe(sandbox: Sandbox, mailing: Mailing, { campaignSubscriptionId }: Interaction) {
  if (mailing.kind === 'mailing') return { mailing: showMailing(sandbox, mailing) };
  const { encryptedId, name, type } = mailing;
  return { campaignMailing: { encryptedId, name, type }, campaignSubscriptionId };
}
