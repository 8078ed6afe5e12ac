import type { WriteResult } from '../event/contact-write.ts';
import { type Channel, channelOf } from '../event/permission.ts';
import type { Suppression } from '../event/suppression.ts';
import type { Sending } from './call-platform.ts';
import type { RelayDoors } from './doors.ts';
import { suppressRecord } from './suppress.ts';

/**
 * The platform took a contact but not its grants: it mails nobody at the address, and that holds for every record there. Written
 * before the record is settled, so that a crash leads back here.
 */
export async function noteWithheld(
  results: readonly { readonly sent: Sending; readonly result: WriteResult }[],
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  for (const { sent, result } of results) {
    if (result.kind !== 'done' || !result.grantsWithheld) continue;
    const channels = new Set(sent.plan.grants.map(channelOf));
    for (const channel of channels)
      await suppressSent(sent, { channel, cause: result.grantsWithheld, connection }, doors);
  }
}

async function suppressSent(
  { record, places = [] }: Sending,
  by: { readonly channel: Channel; readonly cause: Suppression; readonly connection: string },
  doors: RelayDoors,
): Promise<void> {
  const now = record.state?.addresses ?? [];
  const left = places.filter(({ key }) => !now.includes(key));
  if (by.cause !== 'bounce' || left.length === 0) return suppressRecord({ record, places }, by, doors);
  // It was the old address that bounced; the platform may mail the new one, which it has from this very call on.
  await suppressRecord({ record: { ...record, state: undefined }, places: left }, by, doors);
  await doors.sendNudges([{ table: record.table, id: record.id, message: 'Address', again: true }]);
}
