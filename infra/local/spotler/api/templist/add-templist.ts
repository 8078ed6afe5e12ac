import { z } from 'zod';
import { findMembers } from '../../lists/find-members.ts';
import { nowInSeconds, type Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, type Refusal, refuse } from '../refuse.ts';

const createTemporaryListRequest = z.object({
  externalTemporaryListId: z.string().min(1),
  name: z.string().min(1),
  contacts: z.array(z.string()).nullish(),
});

/** `POST /templist`: all or nothing; 204, or 400 for an id or name that is taken, too many lists, or a contact that is not there. */
export async function addTemplist(sandbox: Sandbox, c: Call): Promise<Response> {
  const read = await readBody(c, createTemporaryListRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { externalTemporaryListId: externalId, name, contacts } = read.body;
  const members = findMembers(sandbox, c.get('consumer').externalIdField, contacts ?? []);
  const refusal = nameProblem(sandbox, externalId, name) ?? unknownProblem(members.unknown);
  if (refusal) return refuse(c, refusal);
  const now = nowInSeconds(sandbox);
  const list = { kind: 'temporary', externalId, name, createdMs: now, changedMs: now, inUse: false } as const;
  sandbox.keep({ kind: 'list', list });
  sandbox.keep({ kind: 'members', kindOfList: 'temporary', externalId, add: [...members.numbers], remove: [] });
  return c.body(null, 204);
}

function nameProblem({ lists, account }: Sandbox, externalId: string, name: string): Refusal | undefined {
  if (lists.get('temporary', externalId))
    return refusal('ID_NOTUNIQUE', 'Temporary list with specified externalTemporaryListId already exists');
  if (lists.all('temporary').some((list) => list.name === name))
    return refusal('NAME_ALREADY_IN_USE', 'Temporary list with specified name already exists');
  if (lists.all('temporary').length >= account.maxTemporaryLists)
    return refusal('INVALID_STATE', 'Too many temporary lists');
  return undefined;
}

function unknownProblem(unknown: readonly string[]): Refusal | undefined {
  if (unknown.length === 0) return undefined;
  return refusal('CONTACT_NOT_FOUND', 'No templist created, one or more contacts could not be found');
}

function refusal(errorType: Refusal['errorType'], message: string): Refusal {
  return { status: 400, errorType, message };
}
