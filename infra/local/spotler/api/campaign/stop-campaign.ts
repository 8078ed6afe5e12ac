import { z } from 'zod';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';

const campaignStopRequest = z.object({ externalContactId: z.string() });

/** `POST /campaign/{encryptedCampaignId}/stop`: 204; 400 for an unknown contact, one that never started or has finished. */
export async function stopCampaign(sandbox: Sandbox, c: Call): Promise<Response> {
  const campaignId = c.req.param('encryptedCampaignId') ?? '';
  if (!sandbox.account.campaigns.some(({ encryptedId }) => encryptedId === campaignId))
    return refuse(c, { status: 404, errorType: 'CAMPAIGN_NOTFOUND', message: 'Campaign not found' });
  const read = await readBody(c, campaignStopRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const contact = sandbox.contacts.byExternalId(c.get('consumer').externalIdField, read.body.externalContactId);
  if (!contact || contact.state === 'anonymized')
    return refuse(c, { status: 400, errorType: 'CONTACT_NOT_FOUND', message: 'Contact not found' });
  const runs = sandbox.participations.of(campaignId, contact.number);
  const running = runs.find(({ finished }) => !finished);
  if (!running) {
    const message = runs.length > 0 ? 'Campaign already finished' : 'Campaign not triggered';
    return refuse(c, { status: 400, errorType: 'INVALID_STATE', message });
  }
  sandbox.keep({ kind: 'participation', participation: { ...running, finished: true } });
  return c.body(null, 204);
}
