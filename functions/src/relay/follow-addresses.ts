import { type Channel, channelOf, type PermissionKey } from '../event/permission.ts';
import type { Row } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { type Standing, standingOf } from '../event/suppression.ts';
import { leavePlace, newPlace, type Place, withheldReason, writePlace } from './address-book.ts';
import { type FollowInput, type Move, noteMoves, toMove } from './address-move.ts';
import { announce } from './announce.ts';
import type { RelayDoors } from './doors.ts';
import { readFacts } from './facts.ts';
import { hasUntold, type Latched, latch, staysWithheld } from './latch.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { says } from './says.ts';
import { unknownRecord } from './state.ts';

export type Followed =
  | {
      readonly kind: 'done';
      readonly record: RecordInHand;
      /** Permissions whose yes does not count here, with the reason. */
      readonly withheld: Readonly<Record<PermissionKey, string>>;
      /** How its e-mail address stands with the platform. */
      readonly standing: Standing;
      /** The record, or whoever had an address of it before, was erased by an order. */
      readonly erased: boolean;
      /** What was counted as withdrawn, by this look or an earlier one of this handling. */
      readonly withdrew: readonly PermissionKey[];
    }
  /** Somebody else was faster, or the address is new and has a past: look again. */
  | { readonly kind: 'again'; readonly withdrew?: readonly PermissionKey[] };

/**
 * Notes in the address partitions what the records of one bundle say now, counts what they withdraw, tells the other records of the
 * addresses, and leaves the addresses that are no longer theirs. The record's own state names a new address before its holder row is
 * written, and what was withheld before a holder row goes: after a crash in between, the next look finds it.
 */
export async function followAddresses(inputs: readonly FollowInput[], doors: RelayDoors): Promise<readonly Followed[]> {
  const moves = inputs.map((input) => toMove(input, doors));
  const noted = await noteMoves(moves, doors);
  return Promise.all(
    moves.map(async (move, index): Promise<Followed> => {
      const record = noted[index];
      return record ? follow({ ...move, record }, doors) : { kind: 'again' };
    }),
  );
}

async function follow(move: Move, doors: RelayDoors): Promise<Followed> {
  const { look, places, connection, record, current, left } = move;
  const carried = [...move.carried, ...(record.state?.carried ?? [])];
  const withheld: Record<PermissionKey, string> = {};
  const here: PermissionKey[] = [];
  const withdrew = [...(record.withdrew ?? [])];
  let lookAgain = false;
  let standing: Standing = {};
  let erased = record.state?.erased ?? false;
  for (const [key, channel] of current) {
    const known = places.find((place) => place.key === key);
    const mine = move.keys.filter((permission) => channelOf(permission) === channel);
    const latchAt = (place: Place): Latched =>
      latch({
        facts: place.facts,
        readBeforeRow: known !== undefined,
        holder: place.holder,
        says: look.kind === 'found' ? sayings(look.row, move.settings, mine) : {},
        // Where the record already was, its own holder row knows.
        carried: [...(place.holder ? move.carried : carried), ...restoredYes(move, mine, place)],
        byRecipient: [],
        writingBack: record.state?.writingBack ?? [],
        merged: look.kind === 'found' && look.row.merged,
        generation: move.generation,
        cause: `${record.table} ${record.id}`,
      });
    const latched = known ? await stay(known, latchAt, move, doors) : await enter(newPlace(key), latchAt, move, doors);
    if (!latched) return { kind: 'again', withdrew };
    withdrew.push(...latched.raised);
    erased ||= latched.facts.suppressed === 'erased';
    if (channel === 'email') standing = standingOf(latched.facts.suppressed, latched.facts.bounces);
    if (hasUntold(latched.facts)) await announce(key, record, connection, doors);
    for (const permission of mine) {
      const reason = withheldReason(latched.holder, latched.facts, permission);
      if (reason !== undefined) withheld[permission] = reason;
      const isYes = latched.holder.says[permission] === 'yes';
      if (isYes && staysWithheld(latched.holder, latched.facts, permission)) here.push(permission);
      // Not saying yes at an address with a past: only a look that begins after its count was read may clear it.
      if (!known && reason !== undefined && !isYes) lookAgain = true;
    }
  }
  for (const place of left) await leavePlace(place, record, connection, doors);
  if (lookAgain) return { kind: 'again', withdrew };
  const state = {
    ...(record.state ?? unknownRecord),
    addresses: [...current.keys()],
    carried: stillCarried(move, carried, here, [...current.values()]),
  };
  const followed = { ...record, ...(record.state || current.size > 0 ? { state } : {}) };
  return { kind: 'done', record: followed, withheld, standing, erased, withdrew };
}

/** A yes that the last look did not see may be one that was taken back after the backup: it does not count until it is given anew. */
function restoredYes(
  { restored }: FollowInput,
  keys: readonly PermissionKey[],
  { holder }: Place,
): readonly PermissionKey[] {
  return restored ? keys.filter((key) => holder?.says[key] !== 'yes') : [];
}

type LatchAt = (place: Place) => Latched;

/** Undefined where somebody else was faster. */
async function stay(place: Place, latchAt: LatchAt, { record, connection }: Move, doors: RelayDoors) {
  const latched = latchAt(place);
  return (await writePlace(place, latched, record, connection, doors)) === 'conflict' ? undefined : latched;
}

/**
 * An address that the record's state did not name: it has no holder row there. Should it have one all the same, writing it is a
 * conflict, and the next look, to which the state names the address, reads both. Where the record withdraws nothing, its row does not
 * depend on what is known of the address and is written first: from then on it is told of withdrawals there, and those before are read.
 */
async function enter(place: Place, latchAt: LatchAt, move: Move, doors: RelayDoors): Promise<Latched | undefined> {
  const read = () => readFacts(place.key, move.connection, doors);
  const unread = latchAt(place);
  if (unread.raised.length > 0) return stay({ ...place, ...(await read()) }, latchAt, move, doors);
  if ((await writePlace(place, unread, move.record, move.connection, doors)) === 'conflict') return undefined;
  return { ...unread, facts: (await read()).facts };
}

/**
 * At an address its facts say what is withheld. Without one, what was withheld before stays so until the record says no: its rows may
 * have gone to another record.
 */
function stillCarried(
  { look, settings, keys }: FollowInput,
  carried: readonly PermissionKey[],
  here: readonly PermissionKey[],
  addressed: readonly Channel[],
): readonly PermissionKey[] {
  if (look.kind === 'absent') return [...new Set(carried)];
  const { row } = look;
  const before = keys.filter((key) => carried.includes(key) && (row.merged || !addressed.includes(channelOf(key))));
  return [...new Set([...before.filter((key) => says(row, settings, key) !== 'no'), ...here])];
}

function sayings(row: Row, settings: TableSettings, keys: readonly PermissionKey[]) {
  return Object.fromEntries(keys.map((key) => [key, says(row, settings, key)]));
}
