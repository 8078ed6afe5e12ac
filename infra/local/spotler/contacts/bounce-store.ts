import { z } from 'zod';
import { createTimeline, type Window } from './timeline.ts';

export const bounceSchema = z
  .object({
    /** The contact's running number. */
    number: z.int(),
    atMs: z.number(),
    type: z.enum(['HARDBOUNCE', 'SOFTBOUNCE']),
    /** `encryptedActId` of the specification: the mailing it answered, when it is known. */
    mailingId: z.string().exactOptional(),
  })
  .readonly();

export type Bounce = z.infer<typeof bounceSchema>;

export type BounceStore = {
  readonly add: (bounce: Bounce) => void;
  /** Those of the closed window, oldest first. */
  readonly read: (window: Window, skip: number, limit: number) => readonly Bounce[];
  readonly all: () => readonly Bounce[];
  readonly clear: () => void;
};

export function createBounceStore(): BounceStore {
  const timeline = createTimeline<Bounce>();
  let count = 0;
  return {
    add: (bounce) => {
      count += 1;
      timeline.add(bounce.atMs, count, bounce);
    },
    read: timeline.read,
    all: () =>
      timeline.read({ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }, 0, Number.POSITIVE_INFINITY),
    clear: timeline.clear,
  };
}
