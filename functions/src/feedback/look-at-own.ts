import type { PermissionKey } from '../event/permission.ts';
import type { PlatformContact } from '../event/platform-contact.ts';
import { compare } from './compare.ts';
import type { FeedbackDoors, Known } from './doors.ts';

/** `open`: it could not be told now, and has to be looked at again. `violation`: it could be mailed and should not be. */
export type Verdict = 'fine' | 'open' | 'violation';

/**
 * A contact whose record we know. A permission that is off there although we told it on was withdrawn by the recipient; one that is
 * on although we told it off was given by somebody whom the CRM does not know of. Both only if a read of the contact says so too
 * and the record stood still meanwhile: otherwise it may be our own doing.
 */
export async function lookAtOwn(
  contact: PlatformContact,
  known: Known,
  address: string | undefined,
  doors: FeedbackDoors,
): Promise<Verdict> {
  const seen = compare(contact.permissions, known);
  const suspects = [...seen.withdrawn, ...seen.switchedOn, ...seen.neverTold];
  if (suspects.length === 0) return seen.isOpen ? lookAgain(known, doors) : 'fine';
  const now = await doors.platform.read(known.id);
  const after = await doors.known(known.id);
  if (now.kind === 'absent') return 'fine';
  if (now.kind === 'unknown' || after?.etag !== known.etag) return 'open';
  const same = compare(now.permissions, known);
  await doors.checkLease();
  await withdraw(both(seen.withdrawn, same.withdrawn), known, address, doors);
  const switchedOn = both(seen.switchedOn, same.switchedOn);
  const on = [...switchedOn, ...both(seen.neverTold, same.neverTold)];
  if (on.length > 0 && (await doors.noteMaybeOn(known, on)) === 'conflict') return 'open';
  await takeBack(known, on, switchedOn, doors);
  if (switchedOn.length > 0) return 'violation';
  return seen.isOpen ? 'open' : 'fine';
}

/** What is pending and not under way any more, nobody may have in hand: whoever had it died before a nudge came of it. */
async function lookAgain({ table, id, isUnderWay }: Known, doors: FeedbackDoors): Promise<Verdict> {
  await doors.checkLease();
  if (!isUnderWay) await doors.sendNudges([{ table, id, message: 'Still pending', again: true }]);
  return 'open';
}

/** Counted where the mail went, whatever the CRM has as the address by now. */
async function withdraw(
  permissions: readonly PermissionKey[],
  known: Known,
  address: string | undefined,
  doors: FeedbackDoors,
): Promise<void> {
  if (permissions.length === 0) return;
  const addresses = new Set([...known.addresses, ...(address === undefined ? [] : [address])]);
  for (const each of addresses) await doors.withdrew(each, permissions);
  const { table, id } = known;
  doors.log('finding', { table, id, code: 'withdrawn by recipient', fields: permissions });
}

/** The next look decides anew on what is on: a yes of the CRM is told again, everything else is taken. */
async function takeBack(
  { table, id }: Known,
  on: readonly PermissionKey[],
  permissions: readonly PermissionKey[],
  doors: FeedbackDoors,
): Promise<void> {
  if (on.length > 0) await doors.sendNudges([{ table, id, message: 'On at the platform', again: true }]);
  if (permissions.length > 0) await doors.raise({ code: 'finding.optin', table, id, permissions });
}

function both(one: readonly PermissionKey[], other: readonly PermissionKey[]): readonly PermissionKey[] {
  return one.filter((key) => other.includes(key));
}
