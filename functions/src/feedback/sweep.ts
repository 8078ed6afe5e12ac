import type { FeedbackDoors } from './doors.ts';
import { lookAtContacts } from './look-at-contacts.ts';
import type { Progress } from './progress.ts';

/** As many contacts as one step looks at, more or less. A small account is gone through every minute, a million in less than a day. */
const stepSize = 1000;

/**
 * One step of the standing pass over every contact of the platform: whoever may be mailed there and not by the CRM is found, however
 * it came about. At its end the number found is that of the whole pass, and it begins anew.
 */
export async function sweep(progress: Progress, doors: FeedbackDoors): Promise<Progress> {
  let next = progress;
  let looked = 0;
  for await (const { items, cursor } of doors.platform.contacts(progress.sweep, stepSize)) {
    const { violations } = await lookAtContacts(items, 'audit', doors);
    next = { ...next, sweep: cursor, violating: next.violating + violations };
    looked += items.length;
    if (looked >= stepSize / 2 || doors.isTimeUp()) return write(next, doors);
  }
  const { violating } = next;
  doors.log('feedback', { call: 'sweep', outcome: 'done', count: violating });
  return write({ ...next, sweep: undefined, violating: 0, violations: violating, sweptAt: doors.now() }, doors);
}

async function write(progress: Progress, doors: FeedbackDoors): Promise<Progress> {
  await doors.checkLease();
  await doors.progress.write(progress);
  return progress;
}
