import type { FeedbackDoors } from './doors.ts';
import { lookAtBounces } from './look-at-bounces.ts';
import { lookAtNews } from './look-at-news.ts';
import type { Progress } from './progress.ts';
import type { Seen } from './seen.ts';

/** How many nudges may wait for the relay before more of them are sent. */
const maxWaiting = 10_000;

/**
 * Reads once, before anything is given, what the platform has: whoever is out there stays out. Then every record of the CRM is looked
 * at. Each part goes on where it was; gives how far it came when the time was up.
 */
export async function takeBaseline(begun: Progress, seen: Seen, doors: FeedbackDoors): Promise<Progress> {
  let progress = begun;
  const advance = async (to: Partial<Progress>) => {
    progress = { ...progress, ...to };
    await doors.checkLease();
    await doors.progress.write(progress);
  };
  if (progress.phase === 'bounces') {
    if (progress.changes === undefined) await advance({ changes: await nowOnPlatform(doors) });
    for await (const { items, cursor } of doors.platform.bounces(progress.bounces)) {
      await lookAtBounces(items, doors);
      await advance({ bounces: cursor });
      if (doors.isTimeUp()) return progress;
    }
    await advance({ phase: 'contacts' });
  }
  if (progress.phase === 'contacts') {
    for await (const { items, cursor } of doors.platform.contacts(progress.contacts, 10_000)) {
      // What the poll, which begins before the baseline did, would see again, it need not look at again.
      if (!(await lookAtNews(items, progress.isAnew ? 'anew' : 'first', seen, doors))) return progress;
      if (cursor !== progress.contacts) await advance({ contacts: cursor });
      if (doors.isTimeUp()) return progress;
    }
    await doors.progress.noteRead();
    await advance({ phase: 'records', contacts: undefined, baselineAt: doors.now() });
    doors.log('feedback', { call: 'baseline', outcome: 'read', ms: doors.now() - progress.startedAt });
  }
  if (progress.phase === 'records') await nudgeRecords();
  return progress;

  async function nudgeRecords(): Promise<void> {
    const tables = await doors.tables();
    const start = progress.recordTable ? Math.max(0, tables.indexOf(progress.recordTable)) : 0;
    for (const [index, table] of tables.slice(start).entries()) {
      let from = table === progress.recordTable ? progress.recordsFrom : undefined;
      do {
        if (doors.isTimeUp() || (await doors.waiting()) > maxWaiting) return;
        const page = await doors.recordIds(table, from);
        await doors.sendNudges(page.ids.map((id) => ({ table, id, message: 'Baseline', again: true })));
        from = page.next;
        await advance({ recordTable: from === undefined ? tables[start + index + 1] : table, recordsFrom: from });
      } while (from !== undefined);
    }
    await advance({ phase: 'done', recordTable: undefined, recordsFrom: undefined });
  }
}

/** From here on the poll follows; what was before, the baseline reads. */
async function nowOnPlatform(doors: FeedbackDoors): Promise<string | undefined> {
  for await (const { cursor } of doors.platform.changes(undefined)) return cursor;
  return undefined;
}
