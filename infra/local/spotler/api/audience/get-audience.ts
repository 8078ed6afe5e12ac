import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { unknownAudience } from './audience-problem.ts';
import { showAudience } from './show-audience.ts';

/** `GET /audience/{externalId}`. */
export function getAudience(sandbox: Sandbox, c: Call): Response {
  const list = sandbox.lists.get('audience', c.req.param('externalId') ?? '');
  return list ? c.json(showAudience(sandbox, list)) : refuse(c, unknownAudience);
}
