import type { PermissionKey } from '../event/permission.ts';
import { announce } from './announce.ts';
import type { RelayDoors } from './doors.ts';
import { countByRecipient } from './facts.ts';

/**
 * Counts withdrawals of the recipient at an address and has every record looked at that holds it. Done twice it counts twice, which withholds no more.
 * Returns when the facts are written and the nudges are on the bus.
 */
export async function recipientWithdrew(
  address: string,
  permissions: readonly PermissionKey[],
  doors: RelayDoors,
): Promise<void> {
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  await countByRecipient(address, permissions, connection, doors);
  await announce(address, undefined, connection, doors);
}
