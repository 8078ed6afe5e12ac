import { mostEastMs } from './cursor.ts';
import type { Window } from './read-windows.ts';

/** Zones differ from UTC by whole quarters of an hour. */
const quarterMs = 900_000;
const lastMsOfSecond = 999;
const narrowMs = 60_000;

/**
 * How far windows are from the dates that they find: Mail+ may mean a window in the account's zone and give true instants. Learned from
 * answers, and good for a guess only: how wide the next window should be. A zone that changes in spring and autumn contradicts what
 * was learned, and is learned anew.
 */
export function learnShift() {
  let range = widest;
  const learn = (low: number, high: number) => {
    const narrowed = { low: Math.max(range.low, low), high: Math.min(range.high, high) };
    range = narrowed.low <= narrowed.high ? narrowed : widest;
  };
  return {
    /** These dates were in the answer. `sorted`: oldest first. */
    found: ({ fromMs, toMs }: Window, sorted: readonly number[]): void => {
      const [oldest, newest] = [sorted[0], sorted.at(-1)];
      if (oldest !== undefined && newest !== undefined) learn(fromMs - oldest, toMs + lastMsOfSecond - newest);
    },
    /** This one was not, though it is later than where the window begins: it is later than its end. */
    beyond: ({ toMs }: Window, date: number | undefined): void => {
      if (date !== undefined) learn(toMs - date, Number.POSITIVE_INFINITY);
    },
    /** A window that begins so far from a date shows what is from that date on, and little before. Undefined until that much is learned. */
    least: (): number | undefined => (range.high - range.low <= narrowMs ? range.low : undefined),
    /** Milliseconds to be added to a date for a window that ends with it. */
    guess: (): number => {
      const middle = (range.low + range.high) / 2;
      const zone = Math.round(middle / quarterMs) * quarterMs;
      return zone >= range.low && zone <= range.high ? zone : middle;
    },
  };
}

const widest = { low: -mostEastMs, high: mostEastMs };
