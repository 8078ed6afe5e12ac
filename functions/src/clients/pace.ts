/**
 * Lets `perSecond` calls a second begin, as many at once after a pause: paced, not timed, so that an idle line adds no delay. With
 * `hold` all wait, as a `Retry-After` asks.
 */
export function createPace(
  perSecond: number,
  now: () => number = () => performance.now(),
): { readonly next: () => Promise<void>; readonly hold: (ms: number) => void } {
  // A slow pace still lets one call go: with less than a whole one in store none ever would.
  const mostAtOnce = Math.max(1, perSecond);
  let tokens = mostAtOnce;
  let at = now();
  let heldUntil = 0;

  return {
    next: async () => {
      for (;;) {
        const time = now();
        tokens = Math.min(mostAtOnce, tokens + ((time - at) / 1000) * perSecond);
        at = time;
        const waitMs = Math.max(heldUntil - time, tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000);
        if (waitMs <= 0) break;
        await new Promise((resolve) => setTimeout(resolve, Math.ceil(waitMs)));
      }
      tokens -= 1;
    },
    hold: (ms) => {
      heldUntil = Math.max(heldUntil, now() + ms);
    },
  };
}
