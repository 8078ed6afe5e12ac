import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type PermissionKey, permissionKey } from '../event/permission.ts';
import { causeOf } from '../event/suppression.ts';
import { holderOf } from './address-book.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { countByRecipient, factsOf, factsRow, firstSeen, readFacts } from './facts.ts';
import { addressPartition, factsKey } from './keys.ts';
import { isCleared, noFacts } from './latch.ts';

/** A contact at an address that is not ours to write, as it was when it was last seen. */
export type Twin = {
  readonly address: string;
  readonly platformId: string;
  readonly permissions: Readonly<Record<PermissionKey, boolean>>;
  /** It can be mailed, and switching it off is not ours. */
  readonly mailable: boolean;
};

export type SeenTwin = {
  /** Undefined = it was not seen at this address before. */
  readonly before: Pick<Twin, 'permissions' | 'mailable'> | undefined;
  /** Permissions that somebody withdrew at the address, and nobody gave anew since. */
  readonly withdrawn: readonly PermissionKey[];
};

/** Rows of before this was kept say nothing of who can be mailed; they are written anew when the contact is seen again. */
const twinShape = z.object({
  platformId: z.string().default(''),
  mailable: z.boolean().default(false),
  permissions: z.string().transform((text) => z.record(permissionKey, z.boolean()).parse(JSON.parse(text))),
});

/** Facts, holders and twins of an address are neighbours: one read. */
export async function readTwin(twin: Twin, doors: RelayDoors): Promise<SeenTwin> {
  const rows = await readAddress(twin.address, doors);
  const stored = rows.find(({ rowKey }) => rowKey === twinKey(twin.platformId));
  return {
    before: stored ? twinShape.parse(stored) : undefined,
    withdrawn: withdrawnAmong(Object.keys(twin.permissions), rows),
  };
}

/** The twins of an address that can be mailed by a permission which is withdrawn there, as they were when they were last seen. */
export async function readMailableTwins(
  address: string,
  permissions: readonly PermissionKey[],
  doors: RelayDoors,
): Promise<readonly Pick<Twin, 'platformId' | 'permissions'>[]> {
  const rows = await readAddress(address, doors);
  const withdrawn = withdrawnAmong(permissions, rows);
  const twins = rows.filter(({ rowKey }) => rowKey.startsWith('t~')).map((row) => twinShape.parse(row));
  return twins.filter(({ mailable, permissions: on }) => mailable && withdrawn.some((key) => on[key]));
}

async function readAddress(address: string, doors: RelayDoors): Promise<readonly StoredRow[]> {
  return doors.addresses.range(addressPartition(await connectionOf(doors), address), factsKey, 't~~');
}

/** What somebody withdrew at the address, and nobody gave anew since. */
function withdrawnAmong(keys: readonly PermissionKey[], rows: readonly StoredRow[]): readonly PermissionKey[] {
  const stored = rows.find(({ rowKey }) => rowKey === factsKey);
  const facts = stored ? factsOf(stored) : noFacts;
  const holders = rows.filter(({ rowKey }) => rowKey.startsWith('h~')).map(holderOf);
  const isGiven = (key: PermissionKey) =>
    holders.some((holder) => holder.says[key] === 'yes' && isCleared(holder, facts, key));
  return keys.filter((key) => !isGiven(key) && (facts.suppressed !== undefined || (facts.counts[key] ?? 0) > 0));
}

/** A contact as the baseline sees it first. `isTwin`: it is not ours to write. `isClosed`: the platform mails nobody at its address. */
export type FirstSight = {
  readonly contact: Twin;
  readonly off: readonly PermissionKey[];
  readonly isTwin: boolean;
  readonly isClosed: boolean;
};

/**
 * The first sight of an address: what is off there is counted as withdrawn, in one write; a twin is remembered too. False, and nothing done,
 * where something is known of the address: then it is held, or another contact was seen there. Nobody is told: at the end of the
 * baseline every record is looked at.
 */
export async function noteNewAddress({ contact, off, isTwin, isClosed }: FirstSight, doors: RelayDoors) {
  const connection = await connectionOf(doors);
  const counts = Object.fromEntries(off.map((key) => [key, 1]));
  const causes = Object.fromEntries(off.map((key) => [key, firstSeen]));
  const cause = causeOf(undefined);
  const closed = isClosed ? { suppressed: cause, suppressionTold: cause } : {};
  const baselineContact = twinKey(contact.platformId);
  const facts = factsRow(
    contact.address,
    { counts, causes, announced: counts, baselineContact, ...closed },
    connection,
  );
  const isPlain = isTwin && off.length === 0 && !isClosed;
  const rows = [...(isPlain ? [] : [facts]), ...(isTwin ? [twinRow(contact, connection)] : [])];
  const puts = rows.map((row) => ({ kind: 'put', row, etag: undefined }) as const);
  return (await doors.addresses.transact(puts)) !== 'conflict';
}

/**
 * The first sight of a contact at an address that is known already: what is off counts as withdrawn, and that it was counted is
 * remembered. One that was seen before changes nothing.
 */
export async function noteFirstSeen({ contact, off }: FirstSight, doors: RelayDoors): Promise<void> {
  const connection = await connectionOf(doors);
  const { address } = contact;
  const key = twinKey(contact.platformId);
  if ((await readFacts(address, connection, doors)).facts.baselineContact === key) return;
  if (await doors.addresses.get(addressPartition(connection, address), key)) return;
  if (off.length > 0) await countByRecipient(address, off, connection, doors, firstSeen);
  await writeTwin(contact, doors);
}

/** Remembers what it is now, so that only a change counts. */
export async function writeTwin(twin: Twin, doors: RelayDoors): Promise<void> {
  await doors.addresses.transact([{ kind: 'upsert', row: twinRow(twin, await connectionOf(doors)) }]);
}

function twinRow({ address, platformId, permissions, mailable }: Twin, connection: string) {
  const keys = { partitionKey: addressPartition(connection, address), rowKey: twinKey(platformId) };
  return { ...keys, platformId, mailable, permissions: JSON.stringify(permissions) };
}

/** The platform's ids are of any spelling; a key of ours is not. */
function twinKey(platformId: string): string {
  return `t~${createHash('sha256').update(platformId).digest('hex').slice(0, 32)}`;
}

async function connectionOf(doors: RelayDoors): Promise<string> {
  const { document } = await doors.settings();
  return document.connections[0]?.alias ?? '';
}
