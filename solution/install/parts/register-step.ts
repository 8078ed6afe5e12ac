import { stepName, type WantedStep } from '../../../plugin/src/compare-steps.ts';
import { steps } from '../../../plugin/src/steps.ts';
import { guid } from '../../format/guid.ts';
import { endpointId } from '../../format/step-xml.ts';
import type { WebApi } from '../../web-api.ts';

/** Registers a step that is not there, with the id that the solution gives it, so that a later import finds it. */
export async function registerStep(api: WebApi, { table, message, filteringColumns }: WantedStep): Promise<void> {
  const [sdkMessage] = await api.query(`sdkmessages?$select=sdkmessageid&$filter=name eq '${message}'`);
  if (!sdkMessage) throw new Error(`The message ${message} is not there: import the solution assent_core first.`);
  const id = guid(table === 'none' ? `step ${message}` : `step ${table} ${message}`);
  const name = `Assent: ${stepName({ table, message })}`;
  await api.post('sdkmessageprocessingsteps', {
    sdkmessageprocessingstepid: id,
    name,
    description: name,
    stage: 40,
    // A Custom API's step is synchronous: it overtakes an asynchronous queue that a bulk job holds for hours. No save waits for any.
    mode: table === 'none' ? 0 : 1,
    ...(table === 'none' ? {} : { asyncautodelete: true }),
    rank: 1,
    supporteddeployment: 0,
    ...(filteringColumns.length ? { filteringattributes: filteringColumns.join(',') } : {}),
    'sdkmessageid@odata.bind': `/sdkmessages(${sdkMessage.sdkmessageid})`,
    ...(table === 'none' ? {} : await filterOf(api, table, String(sdkMessage.sdkmessageid))),
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpointId})`,
  });
  if (steps.some((step) => step.table === table && step.message === message && step.preImage))
    await registerImage(api, id, `image ${table} ${message}`);
}

async function filterOf(api: WebApi, table: string, messageId: string): Promise<Readonly<Record<string, string>>> {
  const [filter] = await api.query(
    `sdkmessagefilters?$select=sdkmessagefilterid&$filter=primaryobjecttypecode eq '${table}' and _sdkmessageid_value eq ${messageId}`,
  );
  if (!filter) throw new Error(`No step can be registered on ${table}: Dataverse has no filter for this message.`);
  return { 'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filter.sdkmessagefilterid})` };
}

/** The whole row before the change, as the solution has it. */
async function registerImage(api: WebApi, step: string, name: string): Promise<void> {
  await api.post('sdkmessageprocessingstepimages', {
    sdkmessageprocessingstepimageid: guid(name),
    name: 'before',
    entityalias: 'before',
    imagetype: 0,
    messagepropertyname: 'Target',
    'sdkmessageprocessingstepid@odata.bind': `/sdkmessageprocessingsteps(${step})`,
  });
}
