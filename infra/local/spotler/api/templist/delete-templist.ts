import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { unknownTemplist } from './unknown-templist.ts';

/** `DELETE /templist/{externalTemporaryListId}`: 204; 400 while a mailing uses it. */
export function deleteTemplist(sandbox: Sandbox, c: Call): Response {
  const list = sandbox.lists.get('temporary', c.req.param('externalTemporaryListId') ?? '');
  if (!list) return refuse(c, unknownTemplist);
  if (list.inUse) return refuse(c, { status: 400, errorType: 'INVALID_STATE', message: 'Temporary list in use' });
  sandbox.keep({ kind: 'listGone', kindOfList: 'temporary', externalId: list.externalId });
  return c.body(null, 204);
}
