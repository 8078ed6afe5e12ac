import { z } from 'zod';
import type { Nudge } from '../event/nudge.ts';
import { type PermissionKey, permissionKey } from '../event/permission.ts';
import type { RelayDoors, StoreChange, StoredRow } from './doors.ts';
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

const numbers = z.record(permissionKey, z.number().int());
const json = <T>(shape: z.ZodType<T>) => z.string().transform((text) => shape.parse(JSON.parse(text)));
const factsShape = z.object({
  counts: json(numbers),
  causes: json(z.record(permissionKey, z.string())),
  announced: json(numbers),
  suppressed: z.string().optional(),
});
const holderShape = z.object({
  says: json(z.record(permissionKey, z.enum(['yes', 'no', 'nothing']))),
  cleared: json(numbers),
  generation: z.string(),
});
const holderRecord = z.object({ table: z.enum(['contact', 'lead', 'account']), id: z.string() });

/** Reads an address before or after the row; which of the two decides what a look may clear (see `latch`). */
export async function readPlace(
  key: string,
  record: RecordInHand,
  connection: string,
  doors: Pick<RelayDoors, 'addresses'>,
): Promise<Place> {
  const partition = addressPartition(connection, key);
  const [facts, holder] = await Promise.all([
    doors.addresses.get(partition, factsKey),
    doors.addresses.get(partition, holderKey(record.table, record.id)),
  ]);
  return toPlace(key, facts, holder);
}

/**
 * An address that the record's state did not name: it has no holder row there. Should it have one all the same, writing it is a
 * conflict, and the next look, to which the state names the address, reads both.
 */
export async function readNewPlace(
  key: string,
  connection: string,
  doors: Pick<RelayDoors, 'addresses'>,
): Promise<Place> {
  return toPlace(key, await doors.addresses.get(addressPartition(connection, key), factsKey), undefined);
}

function toPlace(key: string, facts: StoredRow | undefined, holder: StoredRow | undefined): Place {
  const { suppressed, ...known } = facts ? factsShape.parse(facts) : { ...noFacts, suppressed: undefined };
  return {
    key,
    facts: { ...known, ...(suppressed ? { suppressed } : {}) },
    factsEtag: facts?.etag,
    holder: holder ? holderShape.parse(holder) : undefined,
    holderEtag: holder?.etag,
  };
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
    const { says, cleared, generation } = latched.holder;
    const columns = { says: JSON.stringify(says), cleared: JSON.stringify(cleared), generation };
    const row = {
      partitionKey,
      rowKey: holderKey(record.table, record.id),
      table: record.table,
      id: record.id,
      ...columns,
    };
    changes.push({ kind: 'put', row, etag: place.holderEtag });
  }
  if (changes.length === 0) return 'written';
  return (await doors.addresses.transact(changes)) === 'conflict' ? 'conflict' : 'written';
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

/**
 * Tells every other record of the address that something was withdrawn there, and notes up to which count they were told. Crashed
 * in between, the next look tells them again, which harms nobody.
 */
export async function announce(
  key: string,
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  const place = await readPlace(key, record, connection, doors);
  const { counts, announced } = place.facts;
  if (Object.keys(counts).every((permission) => (announced[permission] ?? 0) >= (counts[permission] ?? 0))) return;
  const partitionKey = addressPartition(connection, key);
  const holders = await doors.addresses.range(partitionKey, 'h~', 'h~~');
  const others = holders
    .map((row) => holderRecord.parse(row))
    .filter(({ table, id }) => table !== record.table || id !== record.id);
  await doors.sendNudges(others.map((other): Nudge => ({ ...other, message: 'Withdrawal', again: true })));
  const row = { partitionKey, rowKey: factsKey, ...factsColumns({ ...place.facts, announced: counts }) };
  // Lost: whoever was faster raised it again, and tells them of both.
  await doors.addresses.transact([{ kind: 'put', row, etag: place.factsEtag }]);
}

/** Counts withdrawals that the recipient made on the platform. Repeated after a crash it counts again, which withholds no more. */
export async function countByRecipient(
  key: string,
  permissions: readonly PermissionKey[],
  record: RecordInHand,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  for (;;) {
    const { facts, factsEtag } = await readPlace(key, record, connection, doors);
    const counts = { ...facts.counts };
    const causes = { ...facts.causes };
    for (const permission of permissions) {
      counts[permission] = (counts[permission] ?? 0) + 1;
      causes[permission] = 'the recipient, on the platform';
    }
    const row = {
      partitionKey: addressPartition(connection, key),
      rowKey: factsKey,
      ...factsColumns({ ...facts, counts, causes }),
    };
    if ((await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }])) !== 'conflict') return;
  }
}

/** Why a yes does not count at this address; undefined where it does. */
export function withheldReason(holder: Holder | undefined, facts: Facts, key: PermissionKey): string | undefined {
  if (facts.suppressed) return `suppressed by the platform: ${facts.suppressed}`;
  if (isCleared(holder, facts, key)) return undefined;
  return `withdrawn at this address by ${facts.causes[key] ?? 'another record'}`;
}

function factsColumns({ counts, causes, announced, suppressed }: Facts): Readonly<Record<string, unknown>> {
  return {
    counts: JSON.stringify(counts),
    causes: JSON.stringify(causes),
    announced: JSON.stringify(announced),
    ...(suppressed ? { suppressed } : {}),
  };
}

function isSame(before: Holder | undefined, after: Holder): boolean {
  const text = (holder: Holder) => JSON.stringify([sorted(holder.says), sorted(holder.cleared), holder.generation]);
  return before !== undefined && text(before) === text(after);
}

function sorted(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
