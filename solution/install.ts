/**
 * After an import: sets what no solution can hold (address and key of the webhook), switches the steps on, registers the step of
 * the Custom API, and makes the settings document where there is none. Repeating it changes nothing that is right already.
 *
 *   node solution/install.ts --environment https://org.crm4.dynamics.com --webhook https://app.azurewebsites.net/api/dataverse
 *
 * Secrets come by environment: DATAVERSE_TOKEN_URL, DATAVERSE_CLIENT_ID, DATAVERSE_CLIENT_SECRET, DATAVERSE_SCOPE, WEBHOOK_KEY.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { defaultSettings } from '../functions/src/event/default-settings.ts';
import { steps } from '../plugin/src/steps.ts';
import { guid } from './format/guid.ts';
import { endpointId, stepId } from './format/step-xml.ts';
import { openWebApi, type WebApi } from './web-api.ts';

const environmentShape = z.object({
  DATAVERSE_TOKEN_URL: z.url(),
  DATAVERSE_CLIENT_ID: z.string().min(1),
  DATAVERSE_CLIENT_SECRET: z.string().min(1),
  DATAVERSE_SCOPE: z.string().min(1),
  WEBHOOK_KEY: z.string().min(16),
});

const mustExist = { 'if-match': '*' };

await main();

async function main(): Promise<void> {
  try {
    const { values } = parseArgs({ options: { environment: { type: 'string' }, webhook: { type: 'string' } } });
    if (!values.environment || !values.webhook) throw new Error('Give --environment and --webhook, each with its URL.');
    const secrets = environmentShape.safeParse(process.env);
    if (!secrets.success)
      throw new Error(`Set by environment: ${secrets.error.issues.map(({ path }) => path.join('.')).join(', ')}.`);
    const api = await openWebApi(values.environment, {
      tokenUrl: secrets.data.DATAVERSE_TOKEN_URL,
      clientId: secrets.data.DATAVERSE_CLIENT_ID,
      clientSecret: secrets.data.DATAVERSE_CLIENT_SECRET,
      scope: secrets.data.DATAVERSE_SCOPE,
    });
    await install(api, { webhook: values.webhook, key: secrets.data.WEBHOOK_KEY });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function install(api: WebApi, endpoint: { readonly webhook: string; readonly key: string }): Promise<void> {
  await api.patch(`serviceendpoints(${endpointId})`, { url: endpoint.webhook, authvalue: endpoint.key }, mustExist);
  await enableSteps(api);
  await registerSyncRecordStep(api);
  await createSettings(api);
  await refreshSubscriptions(api);
}

/** An import leaves steps switched off unless it was told to activate them; those of a solution that is not there are left out. */
async function enableSteps(api: WebApi): Promise<void> {
  const present = new Set(
    (await api.query('sdkmessageprocessingsteps?$select=sdkmessageprocessingstepid,statecode')).map(idAndState),
  );
  for (const step of steps) {
    const id = stepId(step);
    if (present.has(`${id} 1`))
      await api.patch(`sdkmessageprocessingsteps(${id})`, { statecode: 0, statuscode: 1 }, mustExist);
  }
}

function idAndState(row: Readonly<Record<string, unknown>>): string {
  return `${String(row.sdkmessageprocessingstepid).toLowerCase()} ${row.statecode}`;
}

/** The message of a Custom API is made at import, with an id of its own: its step cannot be in the zip. */
async function registerSyncRecordStep(api: WebApi): Promise<void> {
  const [message] = await api.query("sdkmessages?$select=sdkmessageid&$filter=name eq 'assent_SyncRecord'");
  if (!message)
    throw new Error('The Custom API assent_SyncRecord is not there: import the solution assent_core first.');
  const id = guid('step assent_SyncRecord');
  const known = await api.query(`sdkmessageprocessingsteps?$select=name&$filter=sdkmessageprocessingstepid eq ${id}`);
  if (known.length > 0) return;
  await api.post('sdkmessageprocessingsteps', {
    sdkmessageprocessingstepid: id,
    name: 'Assent: assent_SyncRecord',
    stage: 40,
    // Synchronous: it overtakes an asynchronous queue that a bulk job holds for hours.
    mode: 0,
    rank: 1,
    supporteddeployment: 0,
    'sdkmessageid@odata.bind': `/sdkmessages(${message.sdkmessageid})`,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpointId})`,
  });
}

async function createSettings(api: WebApi): Promise<void> {
  const known = await api.query(
    "assent_configurations?$select=assent_configurationid&$filter=assent_name eq 'settings'",
  );
  if (known.length > 0) return;
  await api.post('assent_configurations', {
    assent_configurationid: guid('configuration settings'),
    assent_name: 'settings',
    assent_document: JSON.stringify(defaultSettings, null, 2),
  });
}

/** An order to the relay: it knows the platform, we do not. */
function refreshSubscriptions(api: WebApi): Promise<void> {
  return api.post('assent_jobs', {
    assent_name: 'After installation',
    assent_kind: 'refreshsubscriptions',
    assent_status: 'new',
  });
}
