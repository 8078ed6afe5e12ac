import type { StoredRow, TableChange, TableRow } from './tables.ts';

/** One request of the table service, alone or as part of a transaction. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** The largest whole number that the service takes without being told its type. */
const maxInt32 = 2 ** 31 - 1;

/** A change as the request that makes it. Keys are checked here: the local emulator takes some that Azure refuses. */
export function toOperation(table: string, change: TableChange): Operation {
  if (change.kind === 'delete') {
    return { method: 'DELETE', path: rowPath(table, change.partitionKey, change.rowKey), headers: { 'if-match': '*' } };
  }
  const { partitionKey, rowKey } = change.row;
  const path = rowPath(table, partitionKey, rowKey);
  const body = JSON.stringify(toColumns(change.row));
  const headers = { 'content-type': 'application/json' };
  if (change.kind === 'upsert') return { method: 'PUT', path, headers, body };
  if (change.etag !== undefined) return { method: 'PUT', path, headers: { ...headers, 'if-match': change.etag }, body };
  return { method: 'POST', path: table, headers: { ...headers, prefer: 'return-no-content' }, body };
}

/** Address of one row, behind that of the account. */
export function rowPath(table: string, partitionKey: string, rowKey: string): string {
  return `${table}(PartitionKey='${checkedKey(partitionKey)}',RowKey='${checkedKey(rowKey)}')`;
}

/** An entity of an answer to a row. Its ETag is in the answer's head where it came alone. */
export function toStoredRow(entity: Readonly<Record<string, unknown>>, etag?: string): StoredRow {
  const { PartitionKey, RowKey, Timestamp, 'odata.etag': own, 'odata.metadata': context, ...columns } = entity;
  return { ...columns, partitionKey: String(PartitionKey), rowKey: String(RowKey), etag: etag ?? String(own) };
}

function toColumns({ partitionKey, rowKey, ...columns }: TableRow): Readonly<Record<string, unknown>> {
  const typed: Record<string, unknown> = { PartitionKey: partitionKey, RowKey: rowKey };
  for (const [name, value] of Object.entries(columns)) {
    if (value === undefined || name === 'etag') continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw new Error(`Column ${name}: a table row holds texts, numbers and booleans only.`);
    }
    typed[name] = value;
    if (typeof value === 'number' && !(Number.isInteger(value) && Math.abs(value) <= maxInt32)) {
      typed[`${name}@odata.type`] = 'Edm.Double';
    }
  }
  return typed;
}

function checkedKey(key: string): string {
  if (!/^[a-z0-9~._-]{1,200}$/.test(key))
    throw new Error('A table key may hold a-z 0-9 ~ . _ - only, at most 200 characters.');
  return key;
}
