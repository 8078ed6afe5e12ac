import { setTimeout as delay } from 'node:timers/promises';

/** As many nudges may wait in the lane of live events while more are sent for repair. */
const shortEnough = 5000;
const askEveryMs = 1000;
/** Then it goes on all the same: a lane that does not move is not mended by waiting. */
const longestMs = 60_000;

/** Resolves when a queue is short: what is repaired never stands in front of more live events than that. */
export async function untilShort(pending: () => Promise<{ readonly waiting: number }>): Promise<void> {
  const end = performance.now() + longestMs;
  while ((await pending()).waiting > shortEnough && performance.now() < end) await delay(askEveryMs);
}
