import { z } from 'zod';
import { findMembers } from '../../lists/find-members.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';
import { unknownTemplist } from './unknown-templist.ts';

const addContactsToTemporaryListRequest = z.object({ contacts: z.array(z.string()) });

/** `POST /templist/{externalTemporaryListId}`: all or nothing. There is no call that takes a contact off again. */
export async function addToTemplist(sandbox: Sandbox, c: Call): Promise<Response> {
  const list = sandbox.lists.get('temporary', c.req.param('externalTemporaryListId') ?? '');
  if (!list) return refuse(c, unknownTemplist);
  const read = await readBody(c, addContactsToTemporaryListRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { numbers, unknown } = findMembers(sandbox, c.get('consumer').externalIdField, read.body.contacts);
  if (unknown.length > 0) {
    const message = 'One or more contacts could not be found';
    return refuse(c, { status: 400, errorType: 'CONTACT_NOT_FOUND', message });
  }
  const { externalId } = list;
  sandbox.keep({ kind: 'members', kindOfList: 'temporary', externalId, add: [...numbers], remove: [] });
  return c.body(null, 204);
}
