import { Hono } from 'hono';
import type { Sandbox } from '../sandbox.ts';
import { addAudience } from './audience/add-audience.ts';
import { addToAudience } from './audience/add-to-audience.ts';
import { deleteAudience } from './audience/delete-audience.ts';
import { getAudience } from './audience/get-audience.ts';
import { onlyWithTier } from './audience/only-with-tier.ts';
import { removeFromAudience } from './audience/remove-from-audience.ts';
import { updateAudience } from './audience/update-audience.ts';
import { triggerAutomation } from './automation/trigger-automation.ts';
import { listCampaignMailings } from './campaign/list-campaign-mailings.ts';
import { listCampaigns } from './campaign/list-campaigns.ts';
import { stopCampaign } from './campaign/stop-campaign.ts';
import { triggerCampaign } from './campaign/trigger-campaign.ts';
import { addContact } from './contact/add-contact.ts';
import { addContacts } from './contact/add-contacts.ts';
import { anonymizeContact } from './contact/anonymize-contact.ts';
import { getContact } from './contact/get-contact.ts';
import { inactivateContact } from './contact/inactivate-contact.ts';
import { listBounces } from './contact/list-bounces.ts';
import { listContactForms } from './contact/list-contact-forms.ts';
import { listContactMailings } from './contact/list-contact-mailings.ts';
import { listProperties } from './contact/list-properties.ts';
import { listUpdates } from './contact/list-updates.ts';
import { searchContacts } from './contact/search-contacts.ts';
import { updateContact } from './contact/update-contact.ts';
import type { Call, Env } from './env.ts';
import { getForm, postForm } from './form/get-form.ts';
import { getFormResult, listFormResults } from './form/list-form-results.ts';
import { listForms } from './form/list-forms.ts';
import { postFormResult } from './form/post-form-result.ts';
import { listFeed } from './interaction/list-feed.ts';
import { getMailing } from './mailing/get-mailing.ts';
import { getStatistics } from './mailing/get-statistics.ts';
import { listContactInteractions } from './mailing/list-contact-interactions.ts';
import { listInteractions } from './mailing/list-interactions.ts';
import { listMailings } from './mailing/list-mailings.ts';
import { notHere } from './not-here.ts';
import { subscribe } from './subscription/subscribe.ts';
import { addTemplist } from './templist/add-templist.ts';
import { addToTemplist } from './templist/add-to-templist.ts';
import { deleteTemplist } from './templist/delete-templist.ts';
import { listTemplists } from './templist/list-templists.ts';

/** The paths of the specification, each with its operation. Fixed names come before those with a parameter. */
export function createApi(sandbox: Sandbox): Hono<Env> {
  const api = new Hono<Env>();
  const on = (operation: (sandbox: Sandbox, c: Call) => Response | Promise<Response>) => (c: Call) =>
    operation(sandbox, c);

  api.get('/contact/properties/list', on(listProperties));
  api.get('/contact/updates/list', on(listUpdates));
  api.get('/contact/bounces/list', on(listBounces));
  api.get('/contact/search', on(searchContacts));
  api.post('/contact/list', on(addContacts));
  api.post('/contact', on(addContact));
  api.put('/contact/anonymize/:externalId', on(anonymizeContact));
  api.put('/contact/inactivate/:externalId', on(inactivateContact));
  api.put('/contact/:externalId', on(updateContact));
  api.get('/contact/:externalId', on(getContact));
  api.get('/contact/:externalId/mailings', (c) => listContactMailings(sandbox, c, 'mailing'));
  api.get('/contact/:externalId/campaign-mailings', (c) => listContactMailings(sandbox, c, 'campaign'));
  api.get('/contact/:externalId/forms', on(listContactForms));
  api.post('/subscription/subscribe', on(subscribe));

  api.get('/mailing', on(listMailings));
  api.get('/mailing/:encryptedMailingId/statistics', on(getStatistics));
  for (const [path, kind] of [
    ['/mailing', 'mailing'],
    ['/campaign-mailing', 'campaign'],
  ] as const) {
    api.get(`${path}/:encryptedMailingId`, (c) => getMailing(sandbox, c, kind));
    for (const name of ['recipients', 'opens', 'clicks', 'bounces'] as const)
      api.get(`${path}/:encryptedMailingId/${name}`, (c) => listInteractions(sandbox, c, kind, name));
    for (const name of ['opens', 'clicks'] as const)
      api.get(`${path}/:encryptedMailingId/${name}/:whose`, (c) => listContactInteractions(sandbox, c, kind, name));
  }
  for (const name of ['sent', 'opened', 'clicked', 'bounced'] as const)
    api.get(`/mailing-interaction/${name}`, (c) => listFeed(sandbox, c, name));

  api.get('/campaign/list', on(listCampaigns));
  api.post('/campaign/trigger/:encryptedTriggerId', on(triggerCampaign));
  api.post('/campaign/:encryptedCampaignId/stop', on(stopCampaign));
  api.get('/campaign/:encryptedCampaignId/mailing', on(listCampaignMailings));
  api.post('/automation/trigger/:triggerCode', on(triggerAutomation));

  api.get('/form/list', on(listForms));
  api.get('/form/result/:formId', on(listFormResults));
  api.post('/form/result/:formId', on(postFormResult));
  api.get('/form/result/:formId/:formResultId', on(getFormResult));
  api.get('/form/:formId', on(getForm));
  api.post('/form/:formId', on(postForm));

  api.get('/templist', on(listTemplists));
  api.post('/templist', on(addTemplist));
  api.post('/templist/:externalTemporaryListId', on(addToTemplist));
  api.delete('/templist/:externalTemporaryListId', on(deleteTemplist));

  api.use('/audience/*', onlyWithTier(sandbox));
  api.post('/audience', on(addAudience));
  api.get('/audience/:externalId', on(getAudience));
  api.put('/audience/:externalId', on(updateAudience));
  api.delete('/audience/:externalId', on(deleteAudience));
  api.post('/audience/:externalId/contact', on(addToAudience));
  api.delete('/audience/:externalId/contact', on(removeFromAudience));

  api.all('*', notHere);
  return api;
}
