import { badRequest, rowNotFound } from '../errors.ts';
import { type Reference, type Row, referenceOf, withChanges } from '../store/row.ts';
import { createRow } from './create-row.ts';
import { deleteRow } from './delete-row.ts';
import type { Transaction } from './transaction.ts';

/** Tables by the choice `createdfromcode` of a list. */
const memberTables: ReadonlyMap<number, string> = new Map([
  [1, 'account'],
  [2, 'contact'],
  [4, 'lead'],
]);

/** Messages AddMemberList and AddListMembersList. Who is in already stays in; rows of another table than the list's are refused. */
export function addListMembers(tx: Transaction, listId: string, memberIds: readonly string[]): void {
  const list = staticList(tx, listId);
  const table = memberTables.get(Number(list.values.createdfromcode)) ?? 'contact';
  const memberTable = tx.org.schema.table('listmember');
  if (!memberTable) throw rowNotFound('listmember', listId);
  const known = new Set(tx.pointingAt('listmember', 'listid', listId).map((row) => referenceOf(row, 'entityid')?.id));
  for (const id of memberIds.filter((candidate) => !known.has(candidate))) {
    if (!tx.get(table, id)) throw rowNotFound(table, id);
    const member: Reference = { table, id };
    const memberId = createRow(tx, memberTable, { listid: { table: 'list', id: listId }, entityid: member });
    setKind(tx, memberId, table);
  }
  count(tx, listId);
}

/** Message RemoveMemberList. A row that is no member is passed over. */
export function removeListMember(tx: Transaction, listId: string, memberId: string): void {
  staticList(tx, listId);
  const table = tx.org.schema.table('listmember');
  for (const row of tx.pointingAt('listmember', 'listid', listId)) {
    if (table && referenceOf(row, 'entityid')?.id === memberId) deleteRow(tx, table, row.id);
  }
  count(tx, listId);
}

/** A dynamic list (type true) has no members of its own; a locked one takes none. */
function staticList(tx: Transaction, listId: string): Row {
  const list = tx.get('list', listId);
  if (!list) throw rowNotFound('list', listId);
  if (list.values.type === true)
    throw badRequest('Members cannot be added to or removed from a dynamic list.', '0x8004031f');
  if (list.values.lockstatus === true) throw badRequest('The list is locked.', '0x8004030d');
  return list;
}

function setKind(tx: Transaction, memberId: string, kind: string): void {
  const row = tx.get('listmember', memberId);
  if (row) tx.put('listmember', { ...row, values: withChanges(row.values, { entitytype: kind }) });
}

function count(tx: Transaction, listId: string): void {
  const list = tx.get('list', listId);
  const members = tx.pointingAt('listmember', 'listid', listId).length;
  if (list) tx.put('list', { ...list, values: withChanges(list.values, { membercount: members }) });
}
