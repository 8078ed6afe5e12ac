/** Numbers that follow from a seed: the same seed gives the same history. */
export type Chance = {
  /** A number in [0, 1). */
  readonly share: () => number;
  /** A whole number from 0 up to and without `below`. */
  readonly nat: (below: number) => number;
  /** One of them; undefined where there is none. */
  readonly pick: <T>(from: readonly T[]) => T | undefined;
  /** One of them, each as often as its weight says. */
  readonly weighed: <T>(from: readonly (readonly [weight: number, one: T])[]) => T | undefined;
  readonly guid: () => string;
};

/** mulberry32 (public domain): small, and good enough to choose what happens next. */
export function createChance(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const nat = (below: number) => Math.floor(share() * below);
  const hex = (digits: number) => Array.from({ length: digits }, () => nat(16).toString(16)).join('');
  return {
    share,
    nat,
    pick: (from) => from[nat(from.length)],
    weighed: (from) => {
      let left = share() * from.reduce((sum, [weight]) => sum + weight, 0);
      return from.find(([weight]) => {
        left -= weight;
        return left < 0;
      })?.[1];
    },
    guid: () => [hex(8), hex(4), `4${hex(3)}`, `8${hex(3)}`, hex(12)].join('-'),
  };
}
