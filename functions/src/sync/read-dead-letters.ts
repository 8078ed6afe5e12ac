import { z } from 'zod';
import { type JobMessage, jobMessage } from '../event/job-message.ts';
import { type Nudge, nudge } from '../event/nudge.ts';
import type { Notes } from './notes.ts';

export type Lane = 'crm-events' | 'crm-withdrawals' | 'jobs';

export type DeadLetterDoors = {
  readonly lanes: readonly Lane[];
  /** Hands over what is in the dead letters of a queue now; each is removed after `take`. */
  readonly takeDeadLetters: (
    lane: Lane,
    take: (letter: { readonly number: string; readonly body: unknown }) => Promise<void>,
  ) => Promise<void>;
  /** Back to the lane they came from. */
  readonly sendNudges: (lane: Exclude<Lane, 'jobs'>, nudges: readonly Nudge[]) => Promise<void>;
  readonly sendJob: (message: JobMessage) => Promise<void>;
  /** Notes that a message could not be read: where and when, nothing of what was in it. */
  readonly noteUnreadable: (lane: Lane, number: string) => Promise<void>;
  readonly notes: Notes;
  /** Throws where another process does this work now. */
  readonly check: () => Promise<void>;
  readonly now: () => number;
};

const bundleShape = z.object({ nudges: z.array(z.unknown()).min(1) });

/**
 * One round: what nobody could settle in fifty deliveries or in time comes back as nudges, in a new bundle. They carry no data, so what is
 * looked at then is how things are then. A message that cannot be read is noted for a person and removed.
 */
export async function readDeadLetters(doors: DeadLetterDoors): Promise<void> {
  const tally = { nudges: 0, orders: 0, unreadable: 0 };
  for (const lane of doors.lanes) {
    await doors.takeDeadLetters(lane, async ({ number, body }) => {
      await doors.check();
      const { nudges, job, spoilt } = readLetter(lane, body);
      if (lane !== 'jobs' && nudges.length > 0) await doors.sendNudges(lane, nudges);
      if (job) await doors.sendJob(job);
      if (spoilt) await doors.noteUnreadable(lane, number);
      tally.nudges += nudges.length;
      tally.orders += job ? 1 : 0;
      tally.unreadable += spoilt ? 1 : 0;
    });
  }
  const found = tally.nudges + tally.orders + tally.unreadable > 0;
  if (found) await doors.notes.write('dead-letters', { at: new Date(doors.now()).toISOString(), ...tally });
}

/** The nudges of a bundle that can be read; `spoilt`: something in the message cannot. */
function readLetter(
  lane: Lane,
  body: unknown,
): { readonly nudges: readonly Nudge[]; readonly job?: JobMessage; readonly spoilt: boolean } {
  if (lane === 'jobs') {
    const job = jobMessage.safeParse(body).data;
    return { nudges: [], ...(job ? { job } : {}), spoilt: job === undefined };
  }
  const given = bundleShape.safeParse(body).data?.nudges ?? [];
  const nudges = given.flatMap((each) => nudge.safeParse(each).data ?? []);
  return { nudges, spoilt: given.length === 0 || nudges.length < given.length };
}
