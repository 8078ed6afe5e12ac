import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import { type PermissionKey, toPermissionKey } from '../event/permission.ts';
import type { Row } from '../event/record.ts';
import { readPlace } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import { sortableGuid, stateKey } from './keys.ts';
import { staysWithheld } from './latch.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { fromStateRow } from './state.ts';

const originShape = z.object({ table: z.enum(['contact', 'lead', 'account']), id: z.string() });

/** A record, and the permission rows that are new with it. */
export type Arrival = { readonly record: RecordInHand; readonly arrived: readonly string[] };

/** What one transaction takes. */
const maxChanges = 100;

export type Origins = {
  /** Permissions whose row came from another record where their yes did not count. */
  readonly carried: readonly PermissionKey[];
  /** Permission rows that are new with this record, whatever they say: when one is gone, only this tells whose it was. */
  readonly arrived: readonly string[];
};

/**
 * Where the permission rows that say yes come from. A merge moves them to the winner: a yes that was withheld with the loser stays
 * withheld. Only rows that the last look did not see are looked up.
 */
export async function readOrigins(
  row: Row,
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<Origins> {
  const known = new Set((record.state?.version ?? '').split(' '));
  const news = row.permissionRows.filter(({ id, version }) => !known.has(`${id}:${version}`));
  const yes = news.filter(({ active, granted }) => active && granted === true);
  const carried = await Promise.all(
    yes.map(async ({ id, externalId, channel }): Promise<readonly PermissionKey[]> => {
      if (externalId === undefined || channel === undefined) return [];
      const stored = await doors.records.get(originPartition(id, doors), originKey(id));
      const origin = stored ? originShape.parse(stored) : undefined;
      if (!origin || (origin.table === record.table && origin.id === record.id)) return [];
      const key = toPermissionKey(externalId, channel);
      return (await wasCleared(origin, key, connection, doors)) ? [] : [key];
    }),
  );
  return { carried: carried.flat(), arrived: news.map(({ id }) => id) };
}

/** Written once the places know of the rows, and before anything is told that rests on them. */
export async function writeOrigins(arrivals: readonly Arrival[], doors: RelayDoors): Promise<void> {
  const rows = arrivals.flatMap(({ record: { table, id }, arrived }) =>
    arrived.map((permissionRowId) => {
      return { partitionKey: originPartition(permissionRowId, doors), rowKey: originKey(permissionRowId), table, id };
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
}

/** The record that a permission row was last seen with, for a row that is gone. */
export async function readOrigin(permissionRowId: string, doors: Pick<RelayDoors, 'records' | 'partitionOf'>) {
  const stored = await doors.records.get(originPartition(permissionRowId, doors), originKey(permissionRowId));
  return stored ? originShape.parse(stored) : undefined;
}

/** Did the yes count with the other record? Where nothing is remembered of it, nobody knows that it did. */
async function wasCleared(
  origin: { readonly table: RecordTable; readonly id: string },
  key: PermissionKey,
  connection: string,
  doors: RelayDoors,
): Promise<boolean> {
  const partition = doors.partitionOf(origin.table, origin.id);
  const stored = await doors.records.get(partition, stateKey(connection, origin.table, origin.id));
  if (!stored) return false;
  const other: RecordInHand = { ...origin, nudges: [], again: false, saysDeleted: false };
  const { addresses, carried } = fromStateRow(stored);
  const places = await Promise.all(addresses.map((address) => readPlace(address, other, connection, doors)));
  return !carried.includes(key) && !places.some(({ holder, facts }) => staysWithheld(holder, facts, key));
}

function originPartition(permissionRowId: string, doors: Pick<RelayDoors, 'partitionOf'>): string {
  return doors.partitionOf('assent_permission', permissionRowId).replace(/^p/, 'i');
}

function originKey(permissionRowId: string): string {
  return `i~${sortableGuid(permissionRowId)}`;
}
