import type { List } from '../../lists/list-store.ts';
import { nowInSeconds, type Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';
import { audienceBody } from './add-audience.ts';
import { nameProblem, unknownAudience } from './audience-problem.ts';
import { showAudience } from './show-audience.ts';

/** `PUT /audience/{externalId}`: 200 with the audience; 400 when the body has another id than the path; 417 for the name. */
export async function updateAudience(sandbox: Sandbox, c: Call): Promise<Response> {
  const before = sandbox.lists.get('audience', c.req.param('externalId') ?? '');
  if (!before) return refuse(c, unknownAudience);
  const read = await readBody(c, audienceBody);
  if ('problem' in read) return badRequest(c, read.problem);
  const { externalId, name, description } = read.body;
  if (externalId !== before.externalId) return badRequest(c, "Path id doesn't match audience id");
  const refusal = nameProblem(sandbox, name, before.externalId);
  if (refusal) return refuse(c, refusal);
  const { description: _, ...kept } = before;
  const list: List = {
    ...kept,
    name: name ?? '',
    ...(description ? { description } : {}),
    changedMs: nowInSeconds(sandbox),
  };
  sandbox.keep({ kind: 'list', list });
  return c.json(showAudience(sandbox, list));
}
