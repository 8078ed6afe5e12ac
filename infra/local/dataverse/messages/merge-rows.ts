import { badRequest, rowNotFound } from '../errors.ts';
import { mergeableTables, type Table } from '../schema/table.ts';
import { type Values, withChanges } from '../store/row.ts';
import type { Transaction } from './transaction.ts';
import { updateRow } from './update-row.ts';

export type MergeOrder = {
  readonly winner: string;
  readonly loser: string;
  readonly content: Values;
  readonly performParentingChecks: boolean;
};

/**
 * Message Merge: the winner takes over columns and children, the loser becomes inactive with `merged` and `masterid`. Guesses:
 * the loser's change and the winner's columns are Updates with events of their own; children that move raise none.
 */
export function mergeRows(tx: Transaction, table: Table, order: MergeOrder): void {
  if (!mergeableTables.has(table.name)) throw badRequest(`${table.name} cannot be merged.`, '0x80040203');
  const winner = tx.get(table.name, order.winner);
  const loser = tx.get(table.name, order.loser);
  if (!winner) throw rowNotFound(table.name, order.winner);
  if (!loser) throw rowNotFound(table.name, order.loser);
  if (order.winner === order.loser) throw badRequest('A row cannot be merged with itself.', '0x80040203');
  if (loser.values.merged === true) throw badRequest('The subordinate has been merged before.', '0x80040247');
  moveChildren(tx, table, order);
  if (Object.keys(order.content).length > 0) updateRow(tx, table, order.winner, order.content, 2);
  updateRow(tx, table, order.loser, loserColumns(table, order.winner), 2);
  const input = [
    { key: 'Target', value: { kind: 'reference', table: table.name, id: order.winner } },
    { key: 'SubordinateId', value: { kind: 'plain', value: order.loser } },
    {
      key: 'UpdateContent',
      value: { kind: 'entity', table: table.name, id: order.winner, values: order.content, labels: false },
    },
    { key: 'PerformParentingChecks', value: { kind: 'plain', value: order.performParentingChecks } },
  ] as const;
  tx.raise({
    message: 'Merge',
    table: table.name,
    id: order.winner,
    depth: 1,
    sent: [],
    input,
    parentInput: input,
    output: [],
    images: new Map([
      ['Target', { table: table.name, pre: winner, post: tx.get(table.name, order.winner) }],
      ['SubordinateId', { table: table.name, pre: loser, post: tx.get(table.name, order.loser) }],
    ]),
  });
}

/** The first inactive state of the table: Inactive, or Disqualified for a lead. */
function loserColumns(table: Table, winner: string): Values {
  const inactive = table.name === 'lead' ? 2 : 1;
  return { masterid: { table: table.name, id: winner }, merged: true, statecode: inactive };
}

function moveChildren(tx: Transaction, table: Table, { winner, loser }: MergeOrder): void {
  for (const child of tx.org.schema.childrenOf(table.name)) {
    if (child.column === 'masterid') continue;
    for (const row of tx.pointingAt(child.table, child.column, loser)) {
      // The winner does not become its own parent.
      const parent = child.table === table.name && row.id === winner ? null : { table: table.name, id: winner };
      tx.put(child.table, { ...row, values: withChanges(row.values, { [child.column]: parent }) });
    }
  }
}
