import { z } from 'zod';
import type { Nudge } from '../event/nudge.ts';
import { type PermissionKey, permissionKey } from '../event/permission.ts';
import { because, heavier, type Suppression, suppression } from '../event/suppression.ts';
import type { RelayDoors, StoreChange } from './doors.ts';
import { addressPartition, factsKey, holderKey } from './keys.ts';
import { type Facts, type Holder, hasUntold, isCleared, type Latched, noFacts } from './latch.ts';
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
  suppressed: suppression.optional(),
  suppressionTold: suppression.optional(),
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
    readFacts(key, connection, doors),
    doors.addresses.get(partition, holderKey(record.table, record.id)),
  ]);
  return {
    key,
    ...facts,
    holder: holder ? holderShape.parse(holder) : undefined,
    holderEtag: holder?.etag,
  };
}

/** An address before anything was read of it. */
export function newPlace(key: string): Place {
  return { key, facts: noFacts, factsEtag: undefined, holder: undefined, holderEtag: undefined };
}

/** What everybody knows of an address. */
export async function readFacts(
  key: string,
  connection: string,
  doors: Pick<RelayDoors, 'addresses'>,
): Promise<Pick<Place, 'facts' | 'factsEtag'>> {
  const stored = await doors.addresses.get(addressPartition(connection, key), factsKey);
  if (!stored) return { facts: noFacts, factsEtag: undefined };
  const { suppressed, suppressionTold, ...known } = factsShape.parse(stored);
  const facts = { ...known, ...(suppressed ? { suppressed } : {}), ...(suppressionTold ? { suppressionTold } : {}) };
  return { facts, factsEtag: stored.etag };
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
 * Tells every other record of the address that something was withdrawn or suppressed there, and notes what they were told of. Crashed
 * in between, the next look tells them again, which harms nobody.
 */
export async function announce(
  key: string,
  record: Pick<RecordInHand, 'table' | 'id'> | undefined,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  const { facts, factsEtag } = await readFacts(key, connection, doors);
  if (!hasUntold(facts)) return;
  const partitionKey = addressPartition(connection, key);
  const holders = await doors.addresses.range(partitionKey, 'h~', 'h~~');
  const others = holders
    .map((row) => holderRecord.parse(row))
    .filter(({ table, id }) => table !== record?.table || id !== record.id);
  await doors.sendNudges(others.map((other): Nudge => ({ ...other, message: 'Withdrawal', again: true })));
  const told = {
    ...facts,
    announced: facts.counts,
    ...(facts.suppressed ? { suppressionTold: facts.suppressed } : {}),
  };
  const row = { partitionKey, rowKey: factsKey, ...factsColumns(told) };
  // Lost: whoever was faster raised it again, and tells them of both.
  await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }]);
}

/** Notes that the platform mails nobody at an address. A lighter cause never takes the place of a heavier one. */
export async function noteSuppression(
  key: string,
  cause: Suppression,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  for (;;) {
    const { facts, factsEtag } = await readFacts(key, connection, doors);
    const suppressed = heavier(facts.suppressed, cause);
    if (suppressed === facts.suppressed) return;
    const row = {
      partitionKey: addressPartition(connection, key),
      rowKey: factsKey,
      ...factsColumns({ ...facts, suppressed }),
    };
    if ((await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }])) !== 'conflict') return;
  }
}

/** Counts withdrawals that the recipient made on the platform. Repeated after a crash it counts again, which withholds no more. */
export async function countByRecipient(
  key: string,
  permissions: readonly PermissionKey[],
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  for (;;) {
    const { facts, factsEtag } = await readFacts(key, connection, doors);
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
  if (facts.suppressed) return `suppressed by the platform: ${because[facts.suppressed]}`;
  if (isCleared(holder, facts, key)) return undefined;
  if ((facts.counts[key] ?? 0) === 0) return 'withheld where it comes from';
  return `withdrawn at this address by ${facts.causes[key] ?? 'another record'}`;
}

function factsColumns({
  counts,
  causes,
  announced,
  suppressed,
  suppressionTold,
}: Facts): Readonly<Record<string, unknown>> {
  return {
    counts: JSON.stringify(counts),
    causes: JSON.stringify(causes),
    announced: JSON.stringify(announced),
    ...(suppressed ? { suppressed } : {}),
    ...(suppressionTold ? { suppressionTold } : {}),
  };
}

function isSame(before: Holder | undefined, after: Holder): boolean {
  const text = (holder: Holder) => JSON.stringify([sorted(holder.says), sorted(holder.cleared), holder.generation]);
  return before !== undefined && text(before) === text(after);
}

function sorted(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
