import type { NudgeTable } from '../event/nudge.ts';

/**
 * A GUID spelt so that it sorts as SQL Server orders uniqueidentifiers: bytes 10-15, 8-9, 6-7, 4-5, 0-3 of its .NET form. A page of
 * ids in Dataverse's order is then a range of ours.
 */
export function sortableGuid(id: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = id.split('-');
  return e + d + reverseBytes(c) + reverseBytes(b) + reverseBytes(a);
}

/** The id in a key that ends in a sortable GUID. */
export function idIn(rowKey: string): string {
  const text = rowKey.slice(-32);
  const [e, d] = [text.slice(0, 12), text.slice(12, 16)];
  const [c, b, a] = [text.slice(16, 20), text.slice(20, 24), text.slice(24, 32)].map(reverseBytes);
  return [a, b, c, d, e].join('-');
}

export function stateKey(connection: string, table: NudgeTable, id: string): string {
  return `r~${connection}~${table}~${sortableGuid(id)}`;
}

export function rejectKey(connection: string, table: NudgeTable, id: string): string {
  return `x~${connection}~${table}~${sortableGuid(id)}`;
}

/** Outcomes of a partition, changed in the same transaction as the states they count. */
export const countsKey = '~counts~queue';

function reverseBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}

/** Facts of an address, in its partition. */
export const factsKey = 'facts';

export function addressPartition(connection: string, addressKey: string): string {
  return `${connection}~${addressKey}`;
}

export function holderKey(table: NudgeTable, id: string): string {
  return `h~${table}~${sortableGuid(id)}`;
}

/** An entry of a record's ledger: in the order of their numbers. */
export function ledgerKey(connection: string, table: NudgeTable, id: string, seq: number): string {
  return `l~${connection}~${table}~${sortableGuid(id)}~${String(seq).padStart(10, '0')}`;
}
