import { type Channel, channelOf, channels, type PermissionKey } from '../event/permission.ts';
import type { Look, Row } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { usableAddress } from './address.ts';
import type { Place } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import { staysWithheld } from './latch.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { unknownRecord } from './state.ts';
import { type StateChange, writeStates } from './write-states.ts';

export type FollowInput = {
  readonly record: RecordInHand;
  readonly partition: string;
  readonly connection: string;
  readonly look: Exclude<Look, { kind: 'unknown' }>;
  /** The addresses we remember, read before the row. */
  readonly places: readonly Place[];
  /** As they are for this row at the time of the look. */
  readonly settings: TableSettings;
  /** When it was looked at, in milliseconds since 1970. */
  readonly at: number;
  readonly generation: string;
  readonly keys: readonly PermissionKey[];
  /** Permissions whose row came from another record where their yes did not count. */
  readonly carried: readonly PermissionKey[];
  /** The first look after the organisation was restored from a backup, noticed or to be seen by the row. */
  readonly restored: boolean;
};

/** Where a record is now, and what that changes. */
export type Move = FollowInput & {
  readonly current: ReadonlyMap<string, Channel>;
  /** Addresses that are new to the record. */
  readonly fresh: readonly string[];
  /** Addresses that are not its own any more. */
  readonly left: readonly Place[];
  /** Permissions that were withheld there, and are not known to be carried yet. */
  readonly taken: readonly PermissionKey[];
};

export function toMove(input: FollowInput, doors: RelayDoors): Move {
  const { look, places } = input;
  const current = look.kind === 'found' ? addressesOf(look.row, input, doors) : new Map<string, Channel>();
  const fresh = [...current.keys()].filter((key) => !places.some((place) => place.key === key));
  const left = places.filter(({ key }) => !current.has(key));
  const taken = uncleared(left).filter((key) => !input.record.state?.carried.includes(key));
  return { ...input, current, fresh, left, taken };
}

function addressesOf(row: Row, { settings, keys }: FollowInput, doors: RelayDoors): Map<string, Channel> {
  const used = channels.filter((channel) => keys.some((key) => channelOf(key) === channel));
  const found = used.flatMap((channel): readonly (readonly [string, Channel])[] => {
    const column = settings.address[channel];
    const address = column === undefined ? undefined : usableAddress(channel, row.values[column]);
    return address === undefined ? [] : [[doors.addressKey(channel, address), channel]];
  });
  return new Map(found);
}

/**
 * What would be lost if the process died between the address partitions and the state: addresses about to be entered, and what was
 * withheld at addresses about to be left. Undefined where somebody else wrote the state meanwhile.
 */
export async function noteMoves(
  moves: readonly Move[],
  doors: RelayDoors,
): Promise<readonly (RecordInHand | undefined)[]> {
  const [first] = moves;
  const noting = moves.filter(({ fresh, taken }) => fresh.length + taken.length > 0);
  if (!first || noting.length === 0) return moves.map(({ record }) => record);
  const changes = noting.map(({ record, fresh, taken }): StateChange => {
    const before = record.state ?? unknownRecord;
    const addresses = [...new Set([...before.addresses, ...fresh])];
    return { record, state: { ...before, addresses, carried: [...before.carried, ...taken] } };
  });
  const etags = await writeStates(changes, first, doors);
  const noted = new Map(
    noting.map((move, index) => {
      const [etag, state] = [etags[index], changes[index]?.state];
      return [move, etag === undefined ? undefined : { ...move.record, state, etag }];
    }),
  );
  return moves.map((move) => (noted.has(move) ? noted.get(move) : move.record));
}

/** A yes that did not count at the address the record comes from does not count at the next one either. */
function uncleared(left: readonly Place[]): readonly PermissionKey[] {
  return left.flatMap(({ holder, facts }) =>
    Object.keys(holder?.says ?? {}).filter((key) => holder?.says[key] === 'yes' && staysWithheld(holder, facts, key)),
  );
}
