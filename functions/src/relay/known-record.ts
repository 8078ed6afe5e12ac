import { type RecordTable, recordTables } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { RelayDoors } from './doors.ts';
import { addressPartition, stateKey } from './keys.ts';
import { fenceMs, fromStateRow, toStateColumns } from './state.ts';

/** What we remember of the record that the platform knows by this id. `etag` tells whether it stood still. */
export type KnownRecord = {
  readonly table: RecordTable;
  readonly id: string;
  readonly etag: string;
  readonly told: Readonly<Record<PermissionKey, boolean>>;
  readonly pending: readonly PermissionKey[];
  /** What is pending was begun so recently that it may still arrive. */
  readonly isUnderWay: boolean;
  readonly addresses: readonly string[];
};

/** The external id carries no table: the commonest is asked first, then the others. Undefined where none of them knows it. */
export async function readKnownRecord(id: string, doors: RelayDoors): Promise<KnownRecord | undefined> {
  const connection = await connectionOf(doors);
  const [first, ...others] = recordTables;
  const read = (table: RecordTable) => readOf(table, id, connection, doors);
  return (await read(first)) ?? (await Promise.all(others.map(read))).find((known) => known !== undefined);
}

async function readOf(
  table: RecordTable,
  id: string,
  connection: string,
  doors: RelayDoors,
): Promise<KnownRecord | undefined> {
  const row = await doors.records.get(doors.partitionOf(table, id), stateKey(connection, table, id));
  if (!row) return undefined;
  const { told, pending, pendingAt, addresses } = fromStateRow(row);
  const isUnderWay = pending.length > 0 && doors.now() - pendingAt < fenceMs;
  return { table, id, etag: row.etag, told, pending, isUnderWay, addresses };
}

/** Does a record with this id, of any table, hold the address? One read, where asking for what is known of the record takes three. */
export async function isHeldBy(address: string, id: string, doors: RelayDoors): Promise<boolean> {
  const partition = addressPartition(await connectionOf(doors), address);
  return (await doors.addresses.range(partition, 'h~', 'h~~')).some((row) => row.id === id);
}

/**
 * Notes that permissions may be on although we did not tell them on: pending, as after a call whose answer never came. The next look
 * then takes what the CRM does not say yes to. `conflict` = the relay was at the record; what was seen may be its own doing.
 */
export async function noteMaybeOn(
  record: KnownRecord,
  permissions: readonly PermissionKey[],
  doors: RelayDoors,
): Promise<'written' | 'conflict'> {
  const connection = await connectionOf(doors);
  const partitionKey = doors.partitionOf(record.table, record.id);
  const rowKey = stateKey(connection, record.table, record.id);
  const row = await doors.records.get(partitionKey, rowKey);
  if (row?.etag !== record.etag) return 'conflict';
  const state = fromStateRow(row);
  const pending = [...new Set([...state.pending, ...permissions])];
  const changed = { partitionKey, rowKey, ...toStateColumns({ ...state, pending }) };
  const result = await doors.records.transact([{ kind: 'put', row: changed, etag: row.etag }]);
  return result === 'conflict' ? 'conflict' : 'written';
}

async function connectionOf(doors: RelayDoors): Promise<string> {
  const { document } = await doors.settings();
  return document.connections[0]?.alias ?? '';
}
