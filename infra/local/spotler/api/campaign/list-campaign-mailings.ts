import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';

/** `GET /campaign/{encryptedCampaignId}/mailing`: the mailings this campaign sends. */
export function listCampaignMailings({ account }: Sandbox, c: Call): Response {
  const campaign = account.campaigns.find(({ encryptedId }) => encryptedId === c.req.param('encryptedCampaignId'));
  if (!campaign) return refuse(c, { status: 404, errorType: 'CAMPAIGN_NOTFOUND', message: 'Campaign not found' });
  return c.json(campaign.mailing ? [{ ...campaign.mailing, type: 'EMAIL' }] : []);
}
