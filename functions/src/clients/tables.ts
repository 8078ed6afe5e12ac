import { RestError, TableClient } from '@azure/data-tables';
import type { AzureResource } from '../config.ts';
import { identity } from './identity.ts';
import { createTableCalls, errorCode, type TableAnswer, type TableCalls, TableError } from './table-calls.ts';
import { type Operation, rowPath, toOperation, toStoredRow } from './table-operation.ts';

/** A row of Table Storage. Keys hold only `[a-z0-9~._-]`; columns are texts, numbers and booleans. */
export type TableRow = { readonly partitionKey: string; readonly rowKey: string; readonly [column: string]: unknown };
export type StoredRow = TableRow & { readonly etag: string };

/** One change of a transaction: `etag` undefined = the row must not be there yet. */
export type TableChange =
  | { readonly kind: 'upsert'; readonly row: TableRow }
  | { readonly kind: 'put'; readonly row: TableRow; readonly etag: string | undefined }
  | { readonly kind: 'delete'; readonly partitionKey: string; readonly rowKey: string };

/** The ETags that the rows have now, one for each change, in its order; empty for a deleted row. */
export type Etags = readonly string[];

export type Table = {
  readonly get: (partitionKey: string, rowKey: string) => Promise<StoredRow | undefined>;
  /** All rows with `from` ≤ row key < `to`. */
  readonly range: (partitionKey: string, from: string, to: string) => Promise<readonly StoredRow[]>;
  /** One page of the rows with this key in all partitions, in no order that matters; `token` goes on from there, absent at the end. */
  readonly scan: (
    rowKey: string,
    token?: string,
  ) => Promise<{ readonly rows: readonly StoredRow[]; readonly token?: string }>;
  /** All or nothing, one partition, at most 100 changes. `conflict`: a row is not as it was read; nothing was written. */
  readonly transact: (changes: readonly TableChange[]) => Promise<Etags | 'conflict'>;
};

/** The service ends a call itself after 30 s: what gave no answer for this long is over, or its connection is. */
const giveUpMs = 60_000;

/** Opens a table and makes it where it is not there. A call that got no answer for `giveUpAfterMs` is sent again. */
export async function openTable(resource: AzureResource, name: string, giveUpAfterMs = giveUpMs): Promise<Table> {
  const client = await connect(resource, name);
  await client.createTable();
  const calls = createTableCalls(client, giveUpAfterMs);
  return {
    get: (p, r) => patiently(() => get(calls, rowPath(name, p, r))),
    range: (p, from, to) => patiently(() => range(calls, name, p, from, to)),
    scan: (rowKey, token) => patiently(() => page(calls, name, `RowKey eq '${rowKey}'`, token)),
    transact: (changes) => patiently(() => transact(calls, name, changes)),
  };
}

/** A store that is busy is waited for in place, up to this long: the host would redeliver the message at once. */
const patienceMs = 240_000;

/**
 * Repeats while the store answers that it is busy or broken. A transaction that was written although its answer was lost comes back
 * as a conflict, and whoever sent it looks again.
 */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 5000)) {
    try {
      return await work();
    } catch (error) {
      const status = statusOf(error);
      if ((status !== 429 && status < 500) || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + Math.random())));
  }
}

/** A connection that failed, or gives no answer, is as good as a store that is busy. */
function statusOf(error: unknown): number {
  if (error instanceof TableError) return error.status;
  if (error instanceof Error && error.name === 'AbortError') return 503;
  return error instanceof RestError ? (error.statusCode ?? 503) : 0;
}

async function connect(resource: AzureResource, name: string): Promise<TableClient> {
  if ('connectionString' in resource) {
    return TableClient.fromConnectionString(resource.connectionString, name, { allowInsecureConnection: true });
  }
  return new TableClient(resource.address, name, await identity(resource.clientId));
}

async function get(calls: TableCalls, path: string): Promise<StoredRow | undefined> {
  const { status, headers, bodyAsText } = await calls.send({ method: 'GET', path });
  const body = bodyAsText ?? '';
  if (status === 200) return toStoredRow(JSON.parse(body), headers.get('etag'));
  const code = errorCode(body);
  if (status === 404 && code === 'ResourceNotFound') return undefined;
  throw new TableError(status, code);
}

async function range(
  calls: TableCalls,
  table: string,
  partitionKey: string,
  from: string,
  to: string,
): Promise<readonly StoredRow[]> {
  const filter = `PartitionKey eq '${partitionKey}' and RowKey ge '${from}' and RowKey lt '${to}'`;
  const rows: StoredRow[] = [];
  // Continuation tokens are followed also after an empty page.
  for (let token: string | undefined = ''; token !== undefined; ) {
    const next = await page(calls, table, filter, token);
    rows.push(...next.rows);
    token = next.token;
  }
  return rows;
}

async function page(
  calls: TableCalls,
  table: string,
  filter: string,
  token = '',
): Promise<{ readonly rows: readonly StoredRow[]; readonly token?: string }> {
  const path = `${table}()?$filter=${encodeURIComponent(filter)}${token}`;
  const { status, headers, bodyAsText } = await calls.send({ method: 'GET', path });
  if (status !== 200) throw new TableError(status, errorCode(bodyAsText ?? ''));
  const { value }: { readonly value: readonly Readonly<Record<string, unknown>>[] } = JSON.parse(bodyAsText ?? '');
  const next = continuation(headers);
  return { rows: value.map((entity) => toStoredRow(entity)), ...(next === undefined ? {} : { token: next }) };
}

/** The query of the next page; undefined where this was the last. */
function continuation(headers: { readonly get: (name: string) => string | undefined }): string | undefined {
  const partition = headers.get('x-ms-continuation-nextpartitionkey');
  const row = headers.get('x-ms-continuation-nextrowkey');
  if (partition === undefined && row === undefined) return undefined;
  return [
    ['NextPartitionKey', partition],
    ['NextRowKey', row],
  ]
    .flatMap(([name, value]) => (value === undefined ? [] : [`&${name}=${encodeURIComponent(value)}`]))
    .join('');
}

async function transact(
  calls: TableCalls,
  table: string,
  changes: readonly TableChange[],
): Promise<Etags | 'conflict'> {
  const operations = changes.map((change) => toOperation(table, change));
  const [first] = operations;
  if (!first) return [];
  // A change alone needs no transaction around it.
  const answers = operations.length === 1 ? [await sendAlone(calls, first)] : await calls.sendAll(operations);
  const failed = answers.find(({ status }) => status >= 300);
  if (!failed && answers.length === operations.length) return answers.map(({ etag }) => etag);
  const { status, body } = failed ?? { status: 500, body: '' };
  const code = errorCode(body);
  // Another one wrote, inserted or deleted the row; a table that is not there is no conflict.
  if ([404, 409, 412].includes(status) && !code.startsWith('Table')) return 'conflict';
  throw new TableError(status, code);
}

async function sendAlone(calls: TableCalls, operation: Operation): Promise<TableAnswer> {
  const { status, headers, bodyAsText } = await calls.send(operation);
  return { status, etag: headers.get('etag') ?? '', body: bodyAsText ?? '' };
}
