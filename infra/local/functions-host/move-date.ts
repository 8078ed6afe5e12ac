/** The clock of this process: what `Date` says, ahead of the machine's by what was ordered. */
export type MovableDate = {
  readonly aheadSeconds: () => number;
  readonly advance: (seconds: number) => void;
};

/**
 * Replaces `Date` in this process by one that can be moved on, so that the app under test sees another time without knowing of it.
 * `Date.now()`, `new Date()` and `Date()` move; `setTimeout`, `performance.now()` and `Intl` formatting of "now" do not.
 * (The clock of `ground/clock.ts` cannot be used: it reads `Date.now()`, which is what is replaced here.)
 */
export function moveDate(aheadSeconds = 0): MovableDate {
  const machineNow = Date.now.bind(Date);
  const state = { aheadMs: aheadSeconds * 1000 };
  const now = () => machineNow() + state.aheadMs;
  Date.now = now;
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
  });
  return {
    aheadSeconds: () => state.aheadMs / 1000,
    advance: (seconds) => {
      state.aheadMs += seconds * 1000;
    },
  };
}
