import { findMembers } from '../../lists/find-members.ts';
import { nowInSeconds, type Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { unknownAudience } from './audience-problem.ts';
import { readMembers } from './read-members.ts';

/** `POST /audience/{externalId}/contact`: all or nothing; 404 with the unknown ones as `externalContactIds` (AudienceContactErrorResponse). */
export async function addToAudience(sandbox: Sandbox, c: Call): Promise<Response> {
  const list = sandbox.lists.get('audience', c.req.param('externalId') ?? '');
  if (!list) return refuse(c, unknownAudience);
  const externalIds = await readMembers(c);
  if (externalIds instanceof Response) return externalIds;
  const { numbers, unknown } = findMembers(sandbox, c.get('consumer').externalIdField, externalIds);
  if (unknown.length > 0)
    return c.json({ errorType: 'CONTACT_NOT_FOUND', message: 'Contacts not found', externalContactIds: unknown }, 404);
  const { externalId } = list;
  sandbox.keep({ kind: 'list', list: { ...list, lastAddedMs: nowInSeconds(sandbox) } });
  sandbox.keep({ kind: 'members', kindOfList: 'audience', externalId, add: [...numbers], remove: [] });
  return c.body(null, 204);
}
