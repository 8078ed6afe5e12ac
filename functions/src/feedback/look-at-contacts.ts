import type { PlatformContact } from '../event/platform-contact.ts';
import type { FeedbackDoors, Known } from './doors.ts';
import { each } from './each.ts';
import { lookAtFirst } from './look-at-first.ts';
import { lookAtTwin } from './look-at-foreign.ts';
import { lookAtOwn, type Verdict } from './look-at-own.ts';

/**
 * `first`: the baseline; nothing was given before. `anew`: a later one, as of another account: records were told things before.
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
  const id = ownId(contact);
  if (pass === 'first' || pass === 'anew') return lookAtFirst(contact, { id, address, isAnew: pass === 'anew' }, doors);
  if (address !== undefined && !contact.mailable) await doors.noteClosed(address);
  const known = id === undefined ? undefined : await doors.known(id);
  if (known && Object.values(contact.permissions).includes(true)) mailable.push(known);
  if (known) return lookAtOwn(contact, known, address, doors);
  if (id !== undefined) return Object.values(contact.permissions).includes(true) ? 'unknown' : 'fine';
  return address === undefined ? 'fine' : lookAtTwin(contact, address, doors);
}

/** Ids of records are what we, and whoever was connected before us, give as external ids. */
function ownId({ externalId }: PlatformContact): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(externalId ?? '') ? externalId?.toLowerCase() : undefined;
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
