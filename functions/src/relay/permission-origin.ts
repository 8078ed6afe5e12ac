import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import { type PermissionKey, toPermissionKey } from '../event/permission.ts';
import type { Row } from '../event/record.ts';
import { readPlace } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import { sortableGuid, stateKey } from './keys.ts';
import { staysWithheld } from './latch.ts';
import { versionsIn } from './organisation.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { fromStateRow } from './state.ts';

type RecordName = { readonly table: RecordTable; readonly id: string };

/** `gone`: the record lost the row; its version then. */
const originShape = z.object({
  table: z.enum(['contact', 'lead', 'account']),
  id: z.string(),
  gone: z.string().regex(/^\d+$/).optional(),
});

/** A record, and the permission rows that are new with it and that it lost. */
export type Arrival = { readonly record: RecordInHand } & Pick<Origins, 'arrived' | 'departed'>;

/** What one transaction takes. */
const maxChanges = 100;

export type Origins = {
  /** Permissions whose row came from another record where their yes did not count, or is back though it was seen gone. */
  readonly carried: readonly PermissionKey[];
  /** Permission rows that are new with this record, whatever they say: when one is gone, only this tells whose it was. */
  readonly arrived: readonly { readonly id: string; readonly gone: string | undefined }[];
  /** Those that the last look saw and this one does not, with their versions. */
  readonly departed: readonly { readonly id: string; readonly version: string }[];
};

export const noOrigins: Origins = { carried: [], arrived: [], departed: [] };

/**
 * Where the permission rows that say yes come from. A merge moves them to the winner: a yes that was withheld with the loser stays
 * withheld. A row that was seen gone and is there again in no later version came from a backup; nobody gave it anew. Only rows that
 * the last look did not see are looked up.
 */
export async function readOrigins(
  row: Row,
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<Origins> {
  const known = versionsIn(record.state?.version ?? '');
  const news = row.permissionRows.filter(({ id, version }) => known.get(id) !== BigInt(version));
  const read = await Promise.all(
    news.map(async (each) => {
      const isYes = each.active && each.granted === true;
      const origin = isYes ? await readStored(each.id, doors) : undefined;
      return { ...each, origin, isBack: origin?.gone !== undefined && BigInt(each.version) <= BigInt(origin.gone) };
    }),
  );
  const carried = await Promise.all(
    read.map(async ({ externalId, channel, origin, isBack }): Promise<readonly PermissionKey[]> => {
      if (externalId === undefined || channel === undefined || !origin) return [];
      const key = toPermissionKey(externalId, channel);
      if (isBack) return [key];
      if (isOf(origin, record)) return [];
      return (await wasCleared(origin, key, connection, doors)) ? [] : [key];
    }),
  );
  const there = new Set(row.permissionRows.map(({ id }) => id));
  const departed = [...known].filter(([id]) => id !== '' && !there.has(id));
  return {
    carried: carried.flat(),
    arrived: read.map(({ id, isBack, origin }) => ({ id, gone: isBack ? origin?.gone : undefined })),
    departed: departed.map(([id, version]) => ({ id, version: String(version) })),
  };
}

/** Written once the places know of the rows, and before anything is told that rests on them, or they are forgotten. */
export async function writeOrigins(arrivals: readonly Arrival[], doors: RelayDoors): Promise<void> {
  const rows = arrivals.flatMap(({ record: { table, id }, arrived }) =>
    arrived.map(({ id: permissionRowId, gone }) => {
      const place = { partitionKey: originPartition(permissionRowId, doors), rowKey: originKey(permissionRowId) };
      return { ...place, table, id, ...(gone === undefined ? {} : { gone }) };
    }),
  );
  // A permission row that names two records comes with both: a transaction takes it once.
  const each = [...new Map(rows.map((row) => [row.rowKey, row])).values()];
  const partitions = Map.groupBy(each, ({ partitionKey }) => partitionKey);
  const parts = [...partitions.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / maxChanges) }, (_, part) =>
      all.slice(part * maxChanges, (part + 1) * maxChanges),
    ),
  );
  await Promise.all(parts.map((part) => doors.records.transact(part.map((row) => ({ kind: 'upsert', row })))));
  await Promise.all(arrivals.flatMap(({ record, departed }) => departed.map((gone) => writeGone(gone, record, doors))));
}

/** Unless the row is another record's by now, or becomes one's in this moment. */
async function writeGone(
  { id: permissionRowId, version }: Origins['departed'][number],
  record: RecordInHand,
  doors: RelayDoors,
): Promise<void> {
  const place = { partitionKey: originPartition(permissionRowId, doors), rowKey: originKey(permissionRowId) };
  const stored = await readStored(permissionRowId, doors);
  if (stored && !isOf(stored, record)) return;
  const row = { ...place, table: record.table, id: record.id, gone: version };
  await doors.records.transact([{ kind: 'put', row, etag: stored?.etag }]);
}

/** The record that a permission row was last seen with, for a row that is gone. */
export async function readOrigin(permissionRowId: string, doors: OriginDoors): Promise<RecordName | undefined> {
  const stored = await readStored(permissionRowId, doors);
  return stored && { table: stored.table, id: stored.id };
}

type OriginDoors = Pick<RelayDoors, 'records' | 'partitionOf'>;

async function readStored(permissionRowId: string, doors: OriginDoors) {
  const stored = await doors.records.get(originPartition(permissionRowId, doors), originKey(permissionRowId));
  return stored && { ...originShape.parse(stored), etag: stored.etag };
}

function isOf(origin: RecordName, { table, id }: RecordInHand): boolean {
  return origin.table === table && origin.id === id;
}

/** Did the yes count with the other record? Where nothing is remembered of it, nobody knows that it did. */
async function wasCleared(
  { table, id }: RecordName,
  key: PermissionKey,
  connection: string,
  doors: RelayDoors,
): Promise<boolean> {
  const stored = await doors.records.get(doors.partitionOf(table, id), stateKey(connection, table, id));
  if (!stored) return false;
  const other: RecordInHand = { table, id, nudges: [], again: false, saysDeleted: false };
  const { addresses, carried } = fromStateRow(stored);
  const places = await Promise.all(addresses.map((address) => readPlace(address, other, connection, doors)));
  return !carried.includes(key) && !places.some(({ holder, facts }) => staysWithheld(holder, facts, key));
}

function originPartition(permissionRowId: string, doors: OriginDoors): string {
  return doors.partitionOf('assent_permission', permissionRowId).replace(/^p/, 'i');
}

function originKey(permissionRowId: string): string {
  return `i~${sortableGuid(permissionRowId)}`;
}
