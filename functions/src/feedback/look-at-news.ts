import type { PlatformContact } from '../event/platform-contact.ts';
import type { FeedbackDoors } from './doors.ts';
import { lookAtContacts, type Pass } from './look-at-contacts.ts';
import type { Seen } from './seen.ts';

/** So many are looked at before the time is looked at: a page of thousands may take minutes where the store is slow. */
const sliceSize = 1000;

/**
 * Looks at those of a page that were not dealt with yet: neighbouring windows share a second, lists are read with an overlap, and a
 * page that was cut off comes again. False where the time was up before its end: what was looked at is seen.
 */
export async function lookAtNews(
  page: readonly PlatformContact[],
  pass: Pass,
  seen: Seen,
  doors: FeedbackDoors,
): Promise<boolean> {
  const news = page.filter((contact) => !seen.has(contact));
  for (let start = 0; start < news.length; start += sliceSize) {
    if (start > 0 && doors.isTimeUp()) return false;
    const slice = news.slice(start, start + sliceSize);
    const { open } = await lookAtContacts(slice, pass, doors);
    for (const contact of slice) if (!open.has(contact)) seen.add(contact);
  }
  return true;
}
