import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { addListMembers, removeListMember } from '../messages/list-members.ts';
import { inTransaction } from '../messages/transaction.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { jsonResponse, noContent } from '../web-api/respond.ts';
import type { BoundOperation } from './bound-operation.ts';
import type { Operation } from './operation.ts';

const entitySchema = z.record(z.string(), z.unknown());
const addSchema = z.object({ List: entitySchema, Members: z.array(entitySchema) });

/** Action AddListMembersList `{"List":{listid},"Members":[{contactid}…]}`. */
export const addListMembersList: Operation = {
  name: 'AddListMembersList',
  run: async (api, request) => {
    const parsed = addSchema.safeParse(readJsonObject(request.body));
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
    const listId = guidIn(parsed.data.List, 'listid');
    const members = parsed.data.Members.map(memberId);
    await inTransaction(api.org, api.call, (tx) => addListMembers(tx, listId, members));
    return noContent();
  },
};

/** Bound action AddMemberList `{"EntityId":…}` on a list. */
export const addMemberList: BoundOperation = async (api, request, _table, id) => {
  const member = guidIn(readJsonObject(request.body), 'EntityId');
  await inTransaction(api.org, api.call, (tx) => addListMembers(tx, id, [member]));
  return jsonResponse(200, {
    '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.AddMemberListResponse`,
    Id: id,
  });
};

/** Action RemoveMemberList: bound to a list, `{"EntityId":…}`. */
export const removeMemberList: BoundOperation = async (api, request, _table, id) => {
  const member = guidIn(readJsonObject(request.body), 'EntityId');
  await inTransaction(api.org, api.call, (tx) => removeListMember(tx, id, member));
  return noContent();
};

/** The only id in a member's object: `{"@odata.type":…,"contactid":…}`. */
function memberId(entity: Readonly<Record<string, unknown>>): string {
  const name = Object.keys(entity).find((key) => /^(contact|account|lead)id$/.test(key)) ?? 'contactid';
  return guidIn(entity, name);
}

function guidIn(entity: Readonly<Record<string, unknown>>, name: string): string {
  const id = readGuid(String(entity[name] ?? ''));
  if (id === undefined) throw badRequest(`The body must name ${name}.`, '0x80048d19');
  return id;
}
