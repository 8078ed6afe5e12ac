import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { unknownAudience } from './audience-problem.ts';

/** `DELETE /audience/{externalId}`: 204; 417 while it is in use. */
export function deleteAudience(sandbox: Sandbox, c: Call): Response {
  const list = sandbox.lists.get('audience', c.req.param('externalId') ?? '');
  if (!list) return refuse(c, unknownAudience);
  if (list.inUse)
    return refuse(c, { status: 417, errorType: 'INVALID_STATE', message: "Cannot delete audience, as it's in use" });
  sandbox.keep({ kind: 'listGone', kindOfList: 'audience', externalId: list.externalId });
  return c.body(null, 204);
}
