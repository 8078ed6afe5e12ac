import { z } from 'zod';
import type { Nudge } from '../event/nudge.ts';
import { type PermissionKey, permissionKey } from '../event/permission.ts';
import { because, bounces, heavier, type Suppression, suppression } from '../event/suppression.ts';
import type { RelayDoors, StoreChange, StoredRow } from './doors.ts';
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
  bounces: json(bounces).optional(),
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
    holder: holder ? holderOf(holder) : undefined,
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
  return stored ? { facts: factsOf(stored), factsEtag: stored.etag } : { facts: noFacts, factsEtag: undefined };
}

export function factsOf(stored: StoredRow): Facts {
  const { suppressed, suppressionTold, bounces, ...known } = factsShape.parse(stored);
  return {
    ...known,
    ...(suppressed ? { suppressed } : {}),
    ...(suppressionTold ? { suppressionTold } : {}),
    ...(bounces ? { bounces } : {}),
  };
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
  return (await doors.addresses.transact(changes)) === 'conflict' ? 'conflict' : 'written';
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

/** Does a row of the table hold facts that not all who hold the address were told of? */
export function isUntoldRow(row: StoredRow): boolean {
  return factsShape.safeParse(row).success && hasUntold(factsOf(row));
}

/**
 * Tells every other record of the address that something was withdrawn or suppressed there, and notes what they were told of. Crashed
 * in between, the next look tells them again, which harms nobody.
 */
export async function announce(
  key: string,
  record: Pick<RecordInHand, 'table' | 'id'> | undefined,
  connection: string,
  doors: Pick<RelayDoors, 'addresses' | 'sendNudges'>,
): Promise<void> {
  const { facts, factsEtag } = await readFacts(key, connection, doors);
  if (!hasUntold(facts)) return;
  await tellHolders(key, record, connection, doors, 'Withdrawal');
  const told = {
    ...facts,
    announced: facts.counts,
    ...(facts.suppressed ? { suppressionTold: facts.suppressed } : {}),
  };
  const row = { partitionKey: addressPartition(connection, key), rowKey: factsKey, ...factsColumns(told) };
  // Lost: whoever was faster raised it again, and tells them of both.
  await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }]);
}

/** Has every record of the address looked at, but for the one in hand. */
export async function tellHolders(
  key: string,
  record: Pick<RecordInHand, 'table' | 'id'> | undefined,
  connection: string,
  doors: Pick<RelayDoors, 'addresses' | 'sendNudges'>,
  message: string,
): Promise<void> {
  const holders = await doors.addresses.range(addressPartition(connection, key), 'h~', 'h~~');
  const others = holders
    .map((row) => holderRecord.parse(row))
    .filter(({ table, id }) => table !== record?.table || id !== record.id);
  await doors.sendNudges(others.map((other): Nudge => ({ ...other, message, again: true })));
}

/** Notes that the platform mails nobody at an address. A lighter cause never takes the place of a heavier one. */
export async function noteSuppression(
  key: string,
  cause: Suppression,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  await changeFacts(key, (facts) => ({ ...facts, suppressed: heavier(facts.suppressed, cause) }), connection, doors);
}

/** The cause of what the recipient withdrew on the platform: it is written back to the CRM. */
export const byRecipient = 'the recipient, on the platform';

/** The cause of what was off on the platform before we came. The CRM is left as it is, and shows what is withheld. */
export const firstSeen = 'the platform, where it was off when first seen';

/** Counts withdrawals that the recipient made on the platform. Repeated after a crash it counts again, which withholds no more. */
export async function countByRecipient(
  key: string,
  permissions: readonly PermissionKey[],
  connection: string,
  doors: RelayDoors,
  cause: string = byRecipient,
): Promise<void> {
  const count = ({ counts, causes, ...facts }: Facts): Facts => ({
    ...facts,
    counts: { ...counts, ...Object.fromEntries(permissions.map((each) => [each, (counts[each] ?? 0) + 1])) },
    causes: { ...causes, ...Object.fromEntries(permissions.map((each) => [each, cause])) },
  });
  await changeFacts(key, count, connection, doors);
}

/** Reads, changes and writes until nobody came in between. Tells whether anything was to be changed. */
export async function changeFacts(
  key: string,
  change: (facts: Facts) => Facts,
  connection: string,
  doors: RelayDoors,
): Promise<boolean> {
  for (;;) {
    const { facts, factsEtag } = await readFacts(key, connection, doors);
    const columns = factsColumns(change(facts));
    if (JSON.stringify(columns) === JSON.stringify(factsColumns(facts))) return false;
    const row = { partitionKey: addressPartition(connection, key), rowKey: factsKey, ...columns };
    if ((await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }])) !== 'conflict') return true;
  }
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

/** The row of an address's facts, to be put. */
export function factsRow(key: string, facts: Facts, connection: string) {
  return { partitionKey: addressPartition(connection, key), rowKey: factsKey, ...factsColumns(facts) };
}

function factsColumns({
  counts,
  causes,
  announced,
  suppressed,
  suppressionTold,
  bounces: bounced,
}: Facts): Readonly<Record<string, unknown>> {
  return {
    counts: JSON.stringify(counts),
    causes: JSON.stringify(causes),
    announced: JSON.stringify(announced),
    ...(suppressed ? { suppressed } : {}),
    ...(suppressionTold ? { suppressionTold } : {}),
    ...(bounced ? { bounces: JSON.stringify(bounced) } : {}),
  };
}

function isSame(before: Holder | undefined, after: Holder): boolean {
  const text = (holder: Holder) => JSON.stringify([sorted(holder.says), sorted(holder.cleared), holder.generation]);
  return before !== undefined && text(before) === text(after);
}

function sorted(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
