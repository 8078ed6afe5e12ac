import type { NudgeTable } from '../event/nudge.ts';

/**
 * A GUID spelt so that it sorts as SQL Server orders uniqueidentifiers: bytes 10-15, 8-9, 6-7, 4-5, 0-3 of its .NET form. A page of
 * ids in Dataverse's order is then a range of ours.
 */
export function sortableGuid(id: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = id.split('-');
  return e + d + reverseBytes(c) + reverseBytes(b) + reverseBytes(a);
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
