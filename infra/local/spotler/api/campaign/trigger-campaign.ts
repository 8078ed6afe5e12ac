import { z } from 'zod';
import type { Campaign } from '../../account/read-account.ts';
import type { Contact } from '../../contacts/contact.ts';
import { isReachable, recordSent } from '../../mailings/send-mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, type Refusal, refuse } from '../refuse.ts';

const campaignTriggerRequest = z.object({
  externalContactId: z.string(),
  campaignFields: z
    .array(
      z.object({
        name: z.string(),
        type: z.enum(['STRING', 'PRODUCTLIST', 'URL']).nullish(),
        values: z.array(z.string()).nullish(),
        value: z.string().nullish(),
      }),
    )
    .nullish(),
});

/** `POST /campaign/trigger/{encryptedTriggerId}`: starts the campaign for one contact, who is sent its mailing at once. */
export async function triggerCampaign(sandbox: Sandbox, c: Call): Promise<Response> {
  const triggerId = c.req.param('encryptedTriggerId');
  const campaign = sandbox.account.campaigns.find(({ triggers }) =>
    triggers.some(({ encryptedId }) => encryptedId === triggerId),
  );
  if (!campaign) return refuse(c, { status: 404, errorType: 'TRIGGER_NOTFOUND', message: 'Trigger not found' });
  const read = await readBody(c, campaignTriggerRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { externalContactId, campaignFields } = read.body;
  // Products are not kept here, so every product a field names is one that cannot be found.
  if (campaignFields?.some(({ type }) => type === 'PRODUCTLIST'))
    return refuse(c, { status: 400, errorType: 'PRODUCT_NOTFOUND', message: 'Product not found' });
  const contact = sandbox.contacts.byExternalId(c.get('consumer').externalIdField, externalContactId);
  if (!contact || contact.state === 'anonymized')
    return refuse(c, { status: 400, errorType: 'CONTACT_NOT_FOUND', message: 'Contact not found' });
  const problem = startProblem(sandbox, campaign, contact);
  if (problem) return refuse(c, problem);
  startCampaign(sandbox, campaign, contact);
  return c.body(null, 204);
}

/** "Contact not in selection" is missing: campaigns here have no selection. */
function startProblem(sandbox: Sandbox, campaign: Campaign, { number }: Contact): Refusal | undefined {
  const runs = sandbox.participations.of(campaign.encryptedId, number);
  if (!campaign.active) return invalidState('Campaign inactive');
  if (!campaign.mailing) return invalidState('Campaign missing message');
  if (runs.some(({ finished }) => !finished)) return invalidState('Contact already active in campaign');
  // Whether a contact may take part again is a setting of each campaign; here never.
  return runs.length > 0 ? invalidState('Contact already in campaign') : undefined;
}

function invalidState(message: string): Refusal {
  return { status: 400, errorType: 'INVALID_STATE', message };
}

function startCampaign(sandbox: Sandbox, campaign: Campaign, contact: Contact): void {
  const id = sandbox.participations.nextId();
  const run = { id, of: campaign.encryptedId, number: contact.number, startedMs: sandbox.clock.now(), finished: false };
  sandbox.keep({ kind: 'participation', participation: run });
  const mailing = campaign.mailing && sandbox.mailings.byId(campaign.mailing.encryptedId);
  if (mailing && isReachable(sandbox, contact, mailing.type))
    recordSent(sandbox, mailing, contact.number, { campaignSubscriptionId: id });
}
