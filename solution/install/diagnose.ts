import { z } from 'zod';
import type { CheckLine } from '../../functions/src/event/check-result.ts';
import { guid } from '../format/guid.ts';
import { endpointId } from '../format/step-xml.ts';
import type { WebApi } from '../web-api.ts';

const endpointShape = z.object({
  url: z.string().nullable().optional(),
  isauthvalueset: z.boolean().nullable().optional(),
});
const repairAll = 'Run the installer with --repair.';

/**
 * Why did no answer come? The way of an order is followed from here, step by step; the first that is broken is the reason. `status`
 * is the order's own: one that is not `new` any more has reached the relay.
 */
export async function diagnose(
  api: WebApi,
  endpoint: { readonly webhook: string | undefined; readonly key: string | undefined },
  status: string,
): Promise<readonly CheckLine[]> {
  const red = (message: string, repair: string): readonly CheckLine[] => [
    { check: 'endpoint', state: 'red', message, repair },
  ];
  if (status !== 'new')
    return red(
      `The relay took the order and did not end it in time (${status}).`,
      'Look at the health and the log of the relay, then check again.',
    );
  const found = await api.read(`serviceendpoints(${endpointId})?$select=url,isauthvalueset`);
  if (!found) return red('The webhook is not registered.', 'Run the installer without --check.');
  const { url, isauthvalueset } = endpointShape.parse(found);
  if (endpoint.webhook && url !== endpoint.webhook)
    return red(`The webhook posts to ${url}, not to ${endpoint.webhook}.`, repairAll);
  if (isauthvalueset === false) return red('The webhook has no key.', repairAll);
  const step = await api.read(`sdkmessageprocessingsteps(${guid('step assent_job Create')})?$select=statecode`);
  if (step?.statecode !== 0) return red('The step that tells the relay of orders is switched off or gone.', repairAll);
  return red(...(await probe(api, url ?? '', endpoint.key)));
}

/** A webhook about a table that is none of ours: a relay that works takes it and drops it. */
async function probe(api: WebApi, url: string, key: string | undefined): Promise<readonly [string, string]> {
  const who = await api.read('WhoAmI');
  const body = {
    OrganizationId: who?.OrganizationId,
    PrimaryEntityName: 'assent_probe',
    PrimaryEntityId: guid('probe'),
    MessageName: 'Update',
    InputParameters: [],
  };
  const address = key === undefined ? url : `${url}?code=${encodeURIComponent(key)}`;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined);
  return readProbe(url, answer?.status, key === undefined);
}

function readProbe(url: string, status: number | undefined, isWithoutKey: boolean): readonly [string, string] {
  if (status === undefined)
    return [
      `${url} does not answer.`,
      'Is the relay deployed and started, and is this its address? Give it with --webhook.',
    ];
  if (status === 401 && isWithoutKey)
    return [
      `${url} is a relay, and no order came through.`,
      'Set WEBHOOK_KEY and check again: the key may be another one; --repair sets it.',
    ];
  if (status === 401)
    return [
      `${url} refuses the key in WEBHOOK_KEY.`,
      'Set WEBHOOK_KEY to the app setting of the same name, then run the installer with --repair.',
    ];
  if (status === 403)
    return [
      `${url} serves another organisation: this environment is a copy, or the relay is set up for another one.`,
      'Give this environment a relay of its own (ORGANIZATION_ID), or switch its steps off: a copy must not mail.',
    ];
  if (status === 202)
    return [
      'The relay takes webhooks, and the order did not come to it: the key in Dynamics may be another one, or system jobs wait.',
      `${repairAll} Then look at the system jobs of Dynamics, and at the queue jobs of the bus.`,
    ];
  return [`${url} answers ${status}.`, 'Is this the address of the relay? It ends in /api/dataverse.'];
}
