import { DataverseError, rowNotFound } from '../errors.ts';
import type { Children } from '../schema/schema.ts';
import type { Table } from '../schema/table.ts';
import { withChanges } from '../store/row.ts';
import { demandDelete } from './demand-privileges.ts';
import type { Transaction } from './transaction.ts';

/**
 * Message Delete. Children go by the relationship's cascade setting: Cascade deletes them, each with its own event; Restrict
 * throws; RemoveLink empties their lookup without an event of its own (a guess: nothing public says that one is raised).
 */
export function deleteRow(tx: Transaction, table: Table, id: string, depth = 1): void {
  const before = tx.get(table.name, id);
  if (!before) throw rowNotFound(table.name, id);
  demandDelete(tx, table);
  const children = tx.org.schema.childrenOf(table.name);
  for (const child of children) refuseRestricted(tx, child, id);
  for (const child of children) letGo(tx, child, id, depth);
  tx.remove(table.name, id);
  const target = { key: 'Target', value: { kind: 'reference', table: table.name, id } } as const;
  tx.raise({
    message: 'Delete',
    table: table.name,
    id,
    depth,
    sent: [],
    input: [target],
    parentInput: [target],
    output: [],
    images: new Map([['Target', { table: table.name, pre: before, post: undefined }]]),
  });
}

function refuseRestricted(tx: Transaction, { table, column, target }: Children, id: string): void {
  if (target.onDelete !== 'Restrict' || tx.pointingAt(table, column, id).length === 0) return;
  // CannotDeleteDueToAssociation
  throw new DataverseError(
    400,
    '0x80040227',
    `The object you tried to delete is associated with another object and cannot be deleted (${target.relationship}).`,
  );
}

function letGo(tx: Transaction, { table, column, target }: Children, id: string, depth: number): void {
  if (target.onDelete === 'NoCascade' || target.onDelete === 'Restrict') return;
  const childTable = tx.org.schema.table(table);
  if (!childTable) return;
  for (const row of tx.pointingAt(table, column, id)) {
    // A row can hang on its parent by two lookups, or be its own parent.
    if (!tx.get(table, row.id) || row.id === id) continue;
    if (target.onDelete === 'Cascade') deleteRow(tx, childTable, row.id, depth + 1);
    else tx.put(table, { ...row, values: withChanges(row.values, { [column]: null }) });
  }
}
