import { z } from 'zod';
import { maxNudges, type Nudge, nudge } from '../event/nudge.ts';

export type ReadBundle = {
  readonly attempt: number;
  readonly nudges: readonly Nudge[];
  /** Nudges that cannot be read, now or ever. */
  readonly unreadable: number;
};

const envelope = z.object({
  v: z.literal(1),
  attempt: z.number().int().min(0).optional(),
  nudges: z.array(z.unknown()).min(1).max(maxNudges),
});

/**
 * The nudges of a message from the bus. What cannot be read spoils nothing but itself: thrown, the message would come again fifty times
 * and say no more than now. `stated`: how many nudges the message says it carries, where its body says nothing.
 */
export function readBundle(body: unknown, stated: number | undefined): ReadBundle {
  const outer = envelope.safeParse(body);
  if (!outer.success) return { attempt: 0, nudges: [], unreadable: stated ?? 1 };
  const parsed = outer.data.nudges.map((each) => nudge.safeParse(each));
  const nudges = parsed.flatMap(({ data }) => (data ? [data] : []));
  return { attempt: outer.data.attempt ?? 0, nudges, unreadable: parsed.length - nudges.length };
}
