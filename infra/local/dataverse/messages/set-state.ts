import { rowNotFound } from '../errors.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Table } from '../schema/table.ts';
import { withChanges } from '../store/row.ts';
import { stateColumns } from './state-columns.ts';
import type { Transaction } from './transaction.ts';

export type SetStateOrder = {
  readonly message: 'SetState' | 'SetStateDynamicEntity';
  readonly state: number;
  readonly status: number | undefined;
};

/**
 * Messages SetState and SetStateDynamicEntity, which only old callers still send: they change the state without an Update. No
 * stored public body of them is known; the shape follows the message's parameters.
 */
export function setState(tx: Transaction, table: Table, id: string, order: SetStateOrder): void {
  const before = tx.get(table.name, id);
  if (!before) throw rowNotFound(table.name, id);
  const columns = stateColumns(table, { statecode: order.state, statuscode: order.status ?? null });
  const stamp = { modifiedon: toIsoTime(tx.now), modifiedby: { table: 'systemuser', id: tx.call.userId } };
  const after = { ...before, values: withChanges(before.values, { ...columns, ...stamp }) };
  tx.put(table.name, after);
  const input = [
    { key: 'EntityMoniker', value: { kind: 'reference', table: table.name, id } },
    { key: 'State', value: { kind: 'option', value: order.state } },
    { key: 'Status', value: { kind: 'option', value: Number(columns.statuscode ?? -1) } },
  ] as const;
  const images = { table: table.name, pre: before, post: after };
  tx.raise({
    message: order.message,
    table: table.name,
    id,
    depth: 1,
    sent: ['statecode', 'statuscode'],
    input,
    parentInput: input,
    output: [],
    images: new Map([
      ['EntityMoniker', images],
      ['Target', images],
    ]),
  });
}
