import type { RecordTable } from '../event/nudge.ts';
import { type Channel, channelOf } from '../event/permission.ts';
import type { Suppression } from '../event/suppression.ts';
import { type Place, readPlace } from './address-book.ts';
import { announce } from './announce.ts';
import type { RelayDoors } from './doors.ts';
import { noteSuppression } from './facts.ts';
import { stateKey } from './keys.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { fromStateRow } from './state.ts';

/** Where mail is no longer possible: an address by its key, or the addresses that a record has for a channel. */
export type SuppressionTarget =
  | { readonly address: string }
  | { readonly table: RecordTable; readonly id: string; readonly channel: Channel };

/**
 * The platform mails nobody at this address any more: no record that holds it, now or later, is granted anything there. Every holder
 * is looked at again. Returns when the facts are written and the nudges are on the bus; done twice is done once.
 */
export async function suppress(target: SuppressionTarget, cause: Suppression, doors: RelayDoors): Promise<void> {
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  if ('address' in target) return suppressAddress(target.address, cause, connection, doors);
  const { table, id, channel } = target;
  const stored = await doors.records.get(doors.partitionOf(table, id), stateKey(connection, table, id));
  if (!stored) return;
  const record: RecordInHand = { table, id, nudges: [], again: false, saysDeleted: false, state: fromStateRow(stored) };
  await suppressRecord({ record, places: [] }, { channel, cause, connection }, doors);
}

/** The addresses of a record for a channel; `places`: those where it was before this look, which it may be leaving. */
export async function suppressRecord(
  { record, places }: { readonly record: RecordInHand; readonly places: readonly Place[] },
  {
    channel,
    cause,
    connection,
  }: { readonly channel: Channel; readonly cause: Suppression; readonly connection: string },
  doors: RelayDoors,
): Promise<void> {
  for (const key of new Set([...places.map((place) => place.key), ...(record.state?.addresses ?? [])])) {
    const known = places.find((place) => place.key === key && place.holder);
    const { holder } = known ?? (await readPlace(key, record, connection, doors));
    const isOfChannel = Object.keys(holder?.says ?? {}).some((permission) => channelOf(permission) === channel);
    if (isOfChannel) await suppressAddress(key, cause, connection, doors);
  }
}

async function suppressAddress(key: string, cause: Suppression, connection: string, doors: RelayDoors): Promise<void> {
  await noteSuppression(key, cause, connection, doors);
  await announce(key, undefined, connection, doors);
}
