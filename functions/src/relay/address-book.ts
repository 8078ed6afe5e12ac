import { z } from 'zod';
import { type PermissionKey, permissionKey } from '../event/permission.ts';
import { because } from '../event/suppression.ts';
import type { RelayDoors, StoreChange, StoredRow } from './doors.ts';
import { factsColumns, factsRow, json, numbers, readFacts } from './facts.ts';
import { addressPartition, factsKey, holderKey } from './keys.ts';
import { type Facts, type Holder, isCleared, type Latched, noFacts } from './latch.ts';
import type { RecordInHand } from './record-in-hand.ts';

/** One address as a record sees it: what everybody knows of it, and what this record said there. */
export type Place = {
  readonly key: string;
  readonly facts: Facts;
  readonly factsEtag: string | undefined;
  readonly holder: Holder | undefined;
  readonly holderEtag: string | undefined;
};

const holderShape = z.object({
  says: json(z.record(permissionKey, z.enum(['yes', 'no', 'nothing']))),
  cleared: json(numbers),
  generation: z.string(),
});

/** Reads an address before or after the row; which of the two decides what a look may clear (see `latch`). */
export async function readPlace(
  key: string,
  record: RecordInHand,
  connection: string,
  doors: Pick<RelayDoors, 'addresses'>,
): Promise<Place> {
  const partition = addressPartition(connection, key);
  const [facts, holder] = await Promise.all([
    readFacts(key, connection, doors),
    doors.addresses.get(partition, holderKey(record.table, record.id)),
  ]);
  return {
    key,
    ...facts,
    holder: holder ? holderOf(holder) : undefined,
    holderEtag: holder?.etag,
  };
}

/** An address before anything was read of it. */
export function newPlace(key: string): Place {
  return { key, facts: noFacts, factsEtag: undefined, holder: undefined, holderEtag: undefined };
}

export function holderOf(stored: StoredRow): Holder {
  return holderShape.parse(stored);
}

/** One transaction: what the record says now and, where it withdraws, the count. `conflict` = somebody else was faster. */
export async function writePlace(
  place: Place,
  latched: Latched,
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<'written' | 'conflict'> {
  const partitionKey = addressPartition(connection, place.key);
  const changes: StoreChange[] = [];
  if (latched.raised.length > 0) {
    const row = { partitionKey, rowKey: factsKey, ...factsColumns(latched.facts) };
    changes.push({ kind: 'put', row, etag: place.factsEtag });
  }
  if (!isSame(place.holder, latched.holder)) {
    const row = holderRow(place.key, latched.holder, record, connection);
    changes.push({ kind: 'put', row, etag: place.holderEtag });
  }
  if (changes.length === 0) return 'written';
  if (!place.holder && latched.raised.length === 0) await leaveFacts(place, connection, doors);
  return (await doors.addresses.transact(changes)) === 'conflict' ? 'conflict' : 'written';
}

/**
 * Until the baseline is read, whoever holds an address has facts there, empty ones too: so the baseline knows by one write whether what is
 * off at an address may be the relay's own doing. Facts that are there stay as they are.
 */
async function leaveFacts({ key, factsEtag }: Place, connection: string, doors: RelayDoors): Promise<void> {
  if (factsEtag !== undefined || (await doors.isBaselineRead())) return;
  await doors.addresses.transact([{ kind: 'put', row: factsRow(key, noFacts, connection), etag: undefined }]);
}

/**
 * What was written back to the CRM counts as a look without yes: cleared up to the count that was read before the row, and a no from
 * now on, so that it is counted at no address. Somebody else at the holder row: the next look sees the no by itself.
 */
export async function clearPlace(
  place: Place,
  permissions: readonly PermissionKey[],
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  const { holder, holderEtag } = await readPlace(place.key, record, connection, doors);
  if (!holder) return;
  const says = { ...holder.says, ...Object.fromEntries(permissions.map((key) => [key, 'no' as const])) };
  const counts = Object.fromEntries(permissions.map((key) => [key, place.facts.counts[key] ?? 0]));
  const row = holderRow(place.key, { ...holder, says, cleared: { ...holder.cleared, ...counts } }, record, connection);
  await doors.addresses.transact([{ kind: 'put', row, etag: holderEtag }]);
}

/** The record is no longer at this address. What was counted there stays. */
export async function leavePlace(
  place: Place,
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  if (!place.holder) return;
  const partitionKey = addressPartition(connection, place.key);
  // Already gone is as good.
  await doors.addresses.transact([{ kind: 'delete', partitionKey, rowKey: holderKey(record.table, record.id) }]);
}

/** Why a yes does not count at this address; undefined where it does. */
export function withheldReason(holder: Holder | undefined, facts: Facts, key: PermissionKey): string | undefined {
  if (facts.suppressed) return `suppressed by the platform: ${because[facts.suppressed]}`;
  if (isCleared(holder, facts, key)) return undefined;
  if ((facts.counts[key] ?? 0) === 0) return 'withheld where it comes from';
  return `withdrawn at this address by ${facts.causes[key] ?? 'another record'}`;
}

function holderRow(key: string, holder: Holder, { table, id }: RecordInHand, connection: string) {
  const columns = { says: JSON.stringify(holder.says), cleared: JSON.stringify(holder.cleared) };
  const keys = { partitionKey: addressPartition(connection, key), rowKey: holderKey(table, id) };
  return { ...keys, table, id, ...columns, generation: holder.generation };
}

function isSame(before: Holder | undefined, after: Holder): boolean {
  const text = (holder: Holder) => JSON.stringify([sorted(holder.says), sorted(holder.cleared), holder.generation]);
  return before !== undefined && text(before) === text(after);
}

function sorted(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
