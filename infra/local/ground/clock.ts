/** A clock that can be moved on. Every stand-in reads time only from its own, so that a test can let a day pass in a second. */
export type Clock = {
  /** Milliseconds since 1970, like `Date.now()`. */
  readonly now: () => number;
  readonly advance: (seconds: number) => void;
  /** Called after each move, so that timers which are now due can run. */
  readonly onAdvance: (listener: () => void) => void;
};

/** `skewMs`: how far this clock is off from the machine's; clocks of real services differ by seconds to minutes. */
export function createClock(skewMs = 0): Clock {
  let offsetMs = skewMs;
  const listeners: (() => void)[] = [];
  return {
    now: () => Date.now() + offsetMs,
    advance: (seconds) => {
      // Ten years: more than any test waits, less than a date can hold.
      if (!Number.isFinite(seconds) || Math.abs(seconds) > 315_360_000)
        throw new RangeError('advanceSeconds: give at most ten years.');
      offsetMs += seconds * 1000;
      for (const listener of listeners) listener();
    },
    onAdvance: (listener) => {
      listeners.push(listener);
    },
  };
}
