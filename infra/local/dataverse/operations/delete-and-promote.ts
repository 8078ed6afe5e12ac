import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { solutionNamed } from '../import/check-version.ts';
import { holdingSuffix } from '../import/layer.ts';
import { removeComponents } from '../import/remove-components.ts';
import { refuseDropped } from '../import/uninstall-solution.ts';
import type { Change } from '../store/store.ts';
import type { Api, ApiRequest } from '../web-api/api-request.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';
import { jobTypes, startSystemJob } from './system-job.ts';

/** Action DeleteAndPromote: the version that was imported with HoldingSolution takes the place of the old one. */
export const deleteAndPromote: Operation = {
  name: 'DeleteAndPromote',
  run: (api, request) => {
    const name = readName(request);
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.DeleteAndPromoteResponse`,
      SolutionId: promote(api, name),
    });
  },
};

export const deleteAndPromoteAsync: Operation = {
  name: 'DeleteAndPromoteAsync',
  run: (api, request) => {
    const name = readName(request);
    const job = { name: `Delete and promote ${name}`, type: jobTypes.deleteAndPromote };
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.DeleteAndPromoteAsyncResponse`,
      AsyncOperationId: startSystemJob(api.org, job, () => void promote(api, name)),
    });
  },
};

function readName(request: ApiRequest): string {
  const parsed = z.object({ UniqueName: z.string() }).safeParse(readJsonObject(request.body));
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
  return parsed.data.UniqueName;
}

function promote({ org, imports }: Api, name: string): string {
  const layers = imports.layers();
  const held = layers.find(({ solution }) => solution === `${name}${holdingSuffix}`);
  const holding = solutionNamed(org, `${name}${holdingSuffix}`);
  const base = solutionNamed(org, name);
  if (!held || !holding || !base) throw badRequest(`The solution ${name} has no upgrade to promote.`, '0x80048033');
  const promoted = { ...held, solution: name };
  const replaced = layers.filter(({ solution }) => solution === name);
  const others = layers.filter((layer) => layer !== held && !replaced.includes(layer));
  refuseDropped(org, replaced, others, promoted);
  const next = layers.flatMap((layer) => {
    if (layer === replaced[0]) return [promoted];
    return layer === held || replaced.includes(layer) ? [] : [layer];
  });
  const removed = removeComponents(org, layers, next);
  const rows: readonly Change[] = [
    { table: 'solution', id: holding.id, after: undefined },
    {
      table: 'solution',
      id: base.id,
      after: {
        ...base,
        values: { ...base.values, version: held.file.version, installedon: holding.values.installedon ?? '' },
      },
    },
  ];
  org.store.apply(rows);
  imports.settle(next, [...removed, ...rows]);
  return base.id;
}
