import { z } from 'zod';
import type { List } from '../../lists/list-store.ts';
import { nowInSeconds, type Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';
import { idProblem, nameProblem } from './audience-problem.ts';
import { showAudience } from './show-audience.ts';

/** Missing names are a 417 of their own, so nothing is required here. */
export const audienceBody = z.object({
  externalId: z.string().nullish(),
  name: z.string().nullish(),
  description: z.string().nullish(),
});

/** `POST /audience`: 200 with the audience; 417 for an id or name that is empty, too long or taken, and for too many audiences. */
export async function addAudience(sandbox: Sandbox, c: Call): Promise<Response> {
  const read = await readBody(c, audienceBody);
  if ('problem' in read) return badRequest(c, read.problem);
  const { externalId, name, description } = read.body;
  const refusal = nameProblem(sandbox, name) ?? idProblem(sandbox, externalId);
  if (refusal) return refuse(c, refusal);
  const now = nowInSeconds(sandbox);
  const list: List = {
    kind: 'audience',
    externalId: externalId ?? '',
    name: name ?? '',
    ...(description ? { description } : {}),
    createdMs: now,
    changedMs: now,
    inUse: false,
  };
  sandbox.keep({ kind: 'list', list });
  return c.json(showAudience(sandbox, list));
}
