import { z } from 'zod';
import type { Nudge, RecordTable } from '../event/nudge.ts';
import type { Notes } from './notes.ts';
import type { Tally } from './tally.ts';

/** A webhook that Dataverse gave up. `at`: ISO 8601, whole seconds. */
export type FailedJob = { readonly job: string; readonly at: string; readonly table: RecordTable; readonly id: string };

const noteShape = z.object({ since: z.iso.datetime(), seen: z.string() });

/** Failures that are older than this at the first round belong to a time before us. */
const firstMs = 3_600_000;
/** Jobs of one second that are remembered; more are only nudged once more. */
const maxSeen = 500;

/** Nudges the records of webhooks that failed since the last round. The feeds find them too; this finds them where a feed is far behind. */
export async function nudgeFailedJobs(
  tally: Tally,
  doors: {
    readonly notes: Notes;
    readonly failedJobs: (sinceIso: string) => Promise<readonly FailedJob[]>;
    readonly sendNudges: (nudges: readonly Nudge[]) => Promise<void>;
    readonly check: () => Promise<void>;
    readonly now: () => number;
  },
): Promise<void> {
  const known = noteShape.safeParse(await doors.notes.read('failed-jobs')).data;
  const since = known?.since ?? new Date(doors.now() - firstMs).toISOString();
  // Times are whole seconds: those of the last one come again.
  const seen = new Set(known?.seen.split(' '));
  const failed = (await doors.failedJobs(since)).filter(({ job }) => !seen.has(job));
  const last = failed.at(-1)?.at;
  if (last === undefined) return;
  await doors.check();
  const records = new Map(failed.map(({ table, id }) => [`${table}~${id}`, { table, id }]));
  await doors.sendNudges([...records.values()].map((record) => ({ ...record, message: 'Failed webhook' })));
  tally.failedJobs += failed.length;
  const ofLast = failed.filter(({ at }) => at === last).map(({ job }) => job);
  const stillSeen = last === since ? [...seen] : [];
  await doors.notes.write('failed-jobs', { since: last, seen: [...stillSeen, ...ofLast].slice(-maxSeen).join(' ') });
}
