import { RestError, TableClient, type TransactionAction } from '@azure/data-tables';
import type { AzureResource } from '../config.ts';
import { identity } from './identity.ts';

/** A row of Table Storage. Keys hold only `[a-z0-9~._-]`. */
export type TableRow = { readonly partitionKey: string; readonly rowKey: string; readonly [column: string]: unknown };
export type StoredRow = TableRow & { readonly etag: string };

/** One change of a transaction: `etag` undefined = the row must not be there yet. */
export type TableChange =
  | { readonly kind: 'upsert'; readonly row: TableRow }
  | { readonly kind: 'put'; readonly row: TableRow; readonly etag: string | undefined }
  | { readonly kind: 'delete'; readonly partitionKey: string; readonly rowKey: string };

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
  readonly transact: (changes: readonly TableChange[]) => Promise<'written' | 'conflict'>;
};

/** Opens a table and makes it where it is not there. Keys are checked here: the local emulator takes some that Azure refuses. */
export async function openTable(resource: AzureResource, name: string): Promise<Table> {
  const client = await connect(resource, name);
  await client.createTable();
  return {
    get: (p, r) => patiently(() => get(client, p, r)),
    range: (p, from, to) => patiently(() => range(client, p, from, to)),
    scan: (rowKey, token) => patiently(() => scan(client, rowKey, token)),
    transact: (changes) => patiently(() => transact(client, changes)),
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
      const status = error instanceof RestError ? (error.statusCode ?? 503) : 0;
      if ((status !== 429 && status < 500) || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + Math.random())));
  }
}

async function connect(resource: AzureResource, name: string): Promise<TableClient> {
  if ('connectionString' in resource) {
    return TableClient.fromConnectionString(resource.connectionString, name, { allowInsecureConnection: true });
  }
  return new TableClient(resource.address, name, await identity(resource.clientId));
}

async function get(client: TableClient, partitionKey: string, rowKey: string): Promise<StoredRow | undefined> {
  try {
    return stored(await client.getEntity(partitionKey, rowKey));
  } catch (error) {
    if (error instanceof RestError && error.statusCode === 404) return undefined;
    throw error;
  }
}

async function range(
  client: TableClient,
  partitionKey: string,
  from: string,
  to: string,
): Promise<readonly StoredRow[]> {
  const filter = `PartitionKey eq '${partitionKey}' and RowKey ge '${from}' and RowKey lt '${to}'`;
  const rows: StoredRow[] = [];
  // The iterator follows continuation tokens, also after an empty page.
  for await (const row of client.listEntities({ queryOptions: { filter } })) rows.push(stored(row));
  return rows;
}

async function scan(client: TableClient, rowKey: string, continuationToken?: string) {
  const pages = client
    .listEntities({ queryOptions: { filter: `RowKey eq '${rowKey}'` } })
    .byPage({ maxPageSize: 1000, ...(continuationToken ? { continuationToken } : {}) });
  const { value: page } = await pages.next();
  const token = page?.continuationToken;
  return { rows: (page ?? []).map(stored), ...(token ? { token } : {}) };
}

async function transact(client: TableClient, changes: readonly TableChange[]): Promise<'written' | 'conflict'> {
  if (changes.length === 0) return 'written';
  try {
    await client.submitTransaction(changes.map(toAction));
    return 'written';
  } catch (error) {
    if (
      error instanceof RestError &&
      (error.statusCode === 412 || error.statusCode === 409 || error.statusCode === 404)
    ) {
      return 'conflict';
    }
    throw error;
  }
}

function toAction(change: TableChange): TransactionAction {
  if (change.kind === 'delete') {
    return ['delete', { partitionKey: checkedKey(change.partitionKey), rowKey: checkedKey(change.rowKey) }];
  }
  const row = {
    ...change.row,
    partitionKey: checkedKey(change.row.partitionKey),
    rowKey: checkedKey(change.row.rowKey),
  };
  if (change.kind === 'upsert') return ['upsert', row, 'Replace'];
  return change.etag === undefined ? ['create', row] : ['update', row, 'Replace', { etag: change.etag }];
}

function checkedKey(key: string): string {
  if (!/^[a-z0-9~._-]{1,200}$/.test(key))
    throw new Error(`A table key may hold a-z 0-9 ~ . _ - only, at most 200 characters.`);
  return key;
}

function stored(entity: { partitionKey?: string; rowKey?: string; etag?: string }): StoredRow {
  const { partitionKey = '', rowKey = '', etag = '' } = entity;
  return { ...entity, partitionKey, rowKey, etag };
}
