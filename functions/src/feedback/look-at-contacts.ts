import type { PlatformContact } from '../event/platform-contact.ts';
import { compare } from './compare.ts';
import type { FeedbackDoors, Known } from './doors.ts';
import { each } from './each.ts';
import { lookAtFirst, lookAtTwin } from './look-at-foreign.ts';
import { lookAtOwn, type Verdict } from './look-at-own.ts';

/**
 * `first`: the baseline; nothing was given before. `anew`: the baseline of another account than the one that records were told of.
 * `audit`: the CRM is asked too whether it still has the record.
 */
export type Pass = 'first' | 'anew' | 'later' | 'audit';

export type Looked = {
  readonly violations: number;
  /** Those that could not be told now. */
  readonly open: ReadonlySet<PlatformContact>;
};

/** Reads and counts of the store that are under way at a time. */
const width = 16;

/**
 * Looks at contacts as the platform has them, against what it was told and what is known of their addresses. The same for the
 * baseline, the poll and the standing pass: whatever any of them finds, it finds by state, so that once more harms nobody.
 */
export async function lookAtContacts(
  contacts: readonly PlatformContact[],
  pass: Pass,
  doors: FeedbackDoors,
): Promise<Looked> {
  const open = new Set<PlatformContact>();
  const unknown: PlatformContact[] = [];
  const mailable: Known[] = [];
  let violations = 0;
  await each(contacts, width, async (contact) => {
    const verdict = await lookAt(contact, pass, mailable, doors);
    if (verdict === 'open') open.add(contact);
    if (verdict === 'violation') violations += 1;
    if (verdict === 'unknown') unknown.push(contact);
  });
  for (const contact of await findRecords(unknown, doors)) open.add(contact);
  if (pass === 'audit') violations += await auditRecords(mailable, doors);
  return { violations, open };
}

async function lookAt(
  contact: PlatformContact,
  pass: Pass,
  mailable: Known[],
  doors: FeedbackDoors,
): Promise<Verdict | 'unknown'> {
  const address = contact.email === undefined ? undefined : doors.addressKey(contact.email);
  if (address !== undefined && !contact.mailable) await doors.noteClosed(address);
  const id = ownId(contact);
  if (pass === 'first' || pass === 'anew') return lookFirst(contact, { id, address, isAnew: pass === 'anew' }, doors);
  const known = id === undefined ? undefined : await doors.known(id);
  if (known && Object.values(contact.permissions).includes(true)) mailable.push(known);
  if (known) return lookAtOwn(contact, known, address, doors);
  if (id !== undefined) return Object.values(contact.permissions).includes(true) ? 'unknown' : 'fine';
  return address === undefined ? 'fine' : lookAtTwin(contact, address, doors);
}

/**
 * In the baseline. What is on is left as it was found: the standing pass comes by, and most of a million contacts need no look-up.
 * What the relay itself told off before, it told to a record that holds the address; but where the account is another one, what is on
 * there may have been told off, and everybody is looked up.
 */
async function lookFirst(
  contact: PlatformContact,
  {
    id,
    address,
    isAnew,
  }: { readonly id: string | undefined; readonly address: string | undefined; readonly isAnew: boolean },
  doors: FeedbackDoors,
): Promise<Verdict> {
  const allOff = keysOff(contact);
  if (id !== undefined && allOff.length === 0 && !isAnew) return 'fine';
  const isToldOf = id !== undefined && (isAnew || address === undefined || (await doors.isHeldBy(address, id)));
  const known = isToldOf ? await doors.known(id) : undefined;
  const off = known ? compare(contact.permissions, known).offBefore : allOff;
  // A twin is remembered whatever it is: only so is its unsubscribing seen later.
  const isTwin = id === undefined;
  if (address !== undefined && (off.length > 0 || isTwin)) await lookAtFirst(contact, off, { address, isTwin }, doors);
  return known ? lookAtOwn(contact, withoutNeverTold(contact, known), address, doors) : 'fine';
}

/** Ids of records are what we, and whoever was connected before us, give as external ids. */
function ownId({ externalId }: PlatformContact): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(externalId ?? '') ? externalId?.toLowerCase() : undefined;
}

function keysOff({ permissions }: PlatformContact): readonly string[] {
  return Object.keys(permissions).filter((key) => !permissions[key]);
}

/** Before the baseline is read nothing was given: what is on and was never told is left as it was found. */
function withoutNeverTold({ permissions }: PlatformContact, known: Known): Known {
  return { ...known, told: { ...permissions, ...known.told } };
}

/**
 * Contacts that may be mailed, with ids that look like ours and that no table of ours knows. Where the CRM has the record, it is
 * looked at; where it has not, it was deleted before we came, and the look takes everything. Gives those that could not be found out.
 */
async function findRecords(
  contacts: readonly PlatformContact[],
  doors: FeedbackDoors,
): Promise<readonly PlatformContact[]> {
  if (contacts.length === 0) return [];
  const found = await doors.whereIs(contacts.flatMap((contact) => ownId(contact) ?? []));
  const nudges = [...found].flatMap(([id, where]) =>
    where === 'unknown'
      ? []
      : [{ table: where === 'nowhere' ? 'contact' : where, id, message: 'Unknown contact', again: true } as const],
  );
  await doors.checkLease();
  await doors.sendNudges(nudges);
  return contacts.filter((contact) => found.get(ownId(contact) ?? '') === 'unknown');
}

/** Contacts that may be mailed and whose record the CRM has no more, or not as an active one: looked at, which takes everything. */
async function auditRecords(mailable: readonly Known[], doors: FeedbackDoors): Promise<number> {
  let count = 0;
  for (const table of new Set(mailable.map((known) => known.table))) {
    const ids = mailable.flatMap((known) => (known.table === table ? [known.id] : []));
    const gone = await doors.notActive(table, ids);
    await doors.checkLease();
    await doors.sendNudges(gone.map((id) => ({ table, id, message: 'Mailable without record', again: true })));
    count += gone.length;
  }
  return count;
}
