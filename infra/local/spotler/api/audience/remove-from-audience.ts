import { findMembers } from '../../lists/find-members.ts';
import { nowInSeconds, type Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { unknownAudience } from './audience-problem.ts';
import { readMembers } from './read-members.ts';

/** `DELETE /audience/{externalId}/contact`: "Use a null body to remove all contacts". Unknown contacts are no error. */
export async function removeFromAudience(sandbox: Sandbox, c: Call): Promise<Response> {
  const list = sandbox.lists.get('audience', c.req.param('externalId') ?? '');
  if (!list) return refuse(c, unknownAudience);
  const externalIds = (await isEmptied(c)) ? undefined : await readMembers(c);
  if (externalIds instanceof Response) return externalIds;
  const remove = externalIds
    ? [...findMembers(sandbox, c.get('consumer').externalIdField, externalIds).numbers]
    : [...sandbox.lists.members(list)];
  const { externalId } = list;
  sandbox.keep({ kind: 'list', list: { ...list, lastRemovedMs: nowInSeconds(sandbox) } });
  sandbox.keep({ kind: 'members', kindOfList: 'audience', externalId, add: [], remove });
  return c.body(null, 204);
}

async function isEmptied(c: Call): Promise<boolean> {
  const text = (await c.req.text()).trim();
  return text === '' || text === 'null';
}
