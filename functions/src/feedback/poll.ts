import type { FeedbackDoors } from './doors.ts';
import { lookAtBounces } from './look-at-bounces.ts';
import { lookAtNews } from './look-at-news.ts';
import type { Progress } from './progress.ts';
import type { Seen } from './seen.ts';

/** What happened on the platform since the last time: bounces, opt-outs, and whatever else changed a contact. */
export async function poll(begun: Progress, seen: Seen, doors: FeedbackDoors): Promise<Progress> {
  let progress = begun;
  const advance = async (to: Partial<Progress>) => {
    progress = { ...progress, ...to };
    await doors.checkLease();
    await doors.progress.write(progress);
  };
  for await (const { items, cursor } of doors.platform.bounces(progress.bounces)) {
    await lookAtBounces(items, doors);
    if (cursor !== progress.bounces) await advance({ bounces: cursor });
    // Not the end of the round: opt-outs do not wait for bounces.
    if (doors.isTimeUp()) break;
  }
  for await (const { items, cursor } of doors.platform.changes(progress.changes)) {
    if (!(await lookAtNews(items, 'later', seen, doors))) return progress;
    if (cursor !== progress.changes) await advance({ changes: cursor });
    if (doors.isTimeUp()) return progress;
  }
  await advance({ polledAt: doors.now() });
  return progress;
}
