import type { Dynamics } from '../dynamics.ts';
import { maxIds, syncRecord } from '../sync-record.ts';
import { within } from '../within.ts';
import { reasonOf } from './reason.ts';
import type { Selection } from './selection.ts';

/** A person waits, and a hundred records take the relay's front door longer than one. */
const timeoutMs = 30_000;

/** Hands the records over, up to 100 in a call, and says how many; stops at the first call that fails. */
export async function syncNow({ table, ids }: Selection, dynamics: Dynamics): Promise<void> {
  const { say } = dynamics;
  dynamics.showProgress(say('syncing', ids.length));
  const { done, reason } = await handOver(table, ids, dynamics).finally(dynamics.hideProgress);
  const text = reason === undefined ? say('synced', done) : say('syncFailed', done, ids.length, reason);
  await dynamics.alert(say('syncTitle'), text);
}

async function handOver(
  table: string,
  ids: readonly string[],
  dynamics: Dynamics,
): Promise<{ readonly done: number; readonly reason?: string }> {
  for (let done = 0; done < ids.length; done += maxIds) {
    try {
      const answer = await within(timeoutMs, syncRecord(dynamics, table, ids.slice(done, done + maxIds)));
      if (answer === 'late') return { done, reason: dynamics.say('noAnswer', timeoutMs / 1000) };
    } catch (error) {
      return { done, reason: reasonOf(error, 'Assent User', dynamics.say) };
    }
  }
  return { done: ids.length };
}
