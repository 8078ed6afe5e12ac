import type { PermissionKey } from '../event/permission.ts';
import type { PlatformContact } from '../event/platform-contact.ts';
import { compare } from './compare.ts';
import type { FeedbackDoors, FirstSight, Known } from './doors.ts';
import { toSighting } from './look-at-foreign.ts';
import { lookAtOwn, type Verdict } from './look-at-own.ts';

/** `id`: of a record, as external id. `isAnew`: not the first baseline. */
type Who = { readonly id: string | undefined; readonly address: string | undefined; readonly isAnew: boolean };

/**
 * A contact in the baseline: what is off there was off before we came, and stays out. In the first baseline of all, what is on is left
 * as it was found: the standing pass comes by, and most of a million contacts need no look-up. What is off at an address that nobody holds
 * is nobody's doing but the recipient's, and one write notes it; where something is known of the address, the relay itself may have told it off.
 * In a later baseline everybody is looked up. Done again after a crash it finds that the contact was seen.
 */
export async function lookAtFirst(contact: PlatformContact, who: Who, doors: FeedbackDoors): Promise<Verdict> {
  const { id, address, isAnew } = who;
  const allOff = keysOff(contact);
  const isAllOn = id !== undefined && allOff.length === 0;
  if (isAllOn && contact.mailable && !isAnew) return 'fine';
  if (address !== undefined && !isAnew && (await isNew(contact, allOff, { ...who, address }, doors))) return 'fine';
  if (address !== undefined && !contact.mailable) await doors.noteClosed(address);
  return isAllOn && !isAnew ? 'fine' : lookCloser(contact, who, doors);
}

async function lookCloser(
  contact: PlatformContact,
  { id, address, isAnew }: Who,
  doors: FeedbackDoors,
): Promise<Verdict> {
  const isToldOf = id !== undefined && (isAnew || address === undefined || (await doors.isHeldBy(address, id)));
  const known = isToldOf ? await doors.known(id) : undefined;
  const off = known ? compare(contact.permissions, known).offBefore : keysOff(contact);
  // A twin is remembered whatever it is: only so is its unsubscribing seen later.
  if (address !== undefined && (off.length > 0 || id === undefined)) {
    const isNoted = isAnew && (await isNew(contact, off, { id, address }, doors));
    if (!isNoted) await doors.noteFirstSeen(await toFirst(contact, off, { id, address }, doors));
  }
  return known ? lookAtOwn(contact, withoutNeverTold(contact, known), address, doors) : 'fine';
}

type Seen = { readonly id: string | undefined; readonly address: string };

async function isNew(contact: PlatformContact, off: readonly PermissionKey[], seen: Seen, doors: FeedbackDoors) {
  return doors.noteNewAddress(await toFirst(contact, off, seen, doors));
}

async function toFirst(
  contact: PlatformContact,
  off: readonly PermissionKey[],
  { id, address }: Seen,
  doors: FeedbackDoors,
): Promise<FirstSight> {
  const decided = await doors.crmDecides();
  await doors.checkLease();
  const isTwin = id === undefined;
  return {
    contact: { ...toSighting(contact, address), mailable: isTwin && contact.mailable },
    off: off.filter((key) => !decided.includes(key)),
    isTwin,
    isClosed: !contact.mailable,
  };
}

function keysOff({ permissions }: PlatformContact): readonly string[] {
  return Object.keys(permissions).filter((key) => !permissions[key]);
}

/** Before the baseline is read nothing was given: what is on and was never told is left as it was found. */
function withoutNeverTold({ permissions }: PlatformContact, known: Known): Known {
  return { ...known, told: { ...permissions, ...known.told } };
}
