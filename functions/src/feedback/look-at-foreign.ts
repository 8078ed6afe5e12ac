import type { PlatformContact } from '../event/platform-contact.ts';
import type { FeedbackDoors, Sighting } from './doors.ts';
import type { Verdict } from './look-at-own.ts';

/**
 * A contact that is not ours to write: a form sign-up, or another system's. Whoever unsubscribes there has unsubscribed; and one that
 * could be mailed though the permission is withdrawn at its address is told to a person, as nothing of ours can switch it off.
 */
export async function lookAtTwin(contact: PlatformContact, address: string, doors: FeedbackDoors): Promise<Verdict> {
  const sighting = toSighting(contact, address);
  const { before, withdrawn } = await doors.readSighting(sighting);
  const off = Object.keys(contact.permissions).filter(
    (key) => !contact.permissions[key] && before?.permissions[key] === true,
  );
  await doors.checkLease();
  if (off.length > 0) await doors.withdrew(address, off);
  if (!isSame(before, sighting)) await doors.writeSighting(sighting);
  const permissions = withdrawn.filter((key) => contact.permissions[key] === true);
  if (permissions.length === 0 || !contact.mailable) return 'fine';
  await doors.raise({ code: 'finding.twin', platformId: contact.platformId, permissions });
  return 'violation';
}

export function toSighting({ platformId, permissions, mailable }: PlatformContact, address: string): Sighting {
  return { address, platformId, permissions, mailable };
}

function isSame(before: Pick<Sighting, 'permissions' | 'mailable'> | undefined, now: Sighting): boolean {
  const keys = Object.keys({ ...before?.permissions, ...now.permissions });
  return before?.mailable === now.mailable && keys.every((key) => before.permissions[key] === now.permissions[key]);
}
