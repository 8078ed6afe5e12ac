import { learnShift } from './learn-shift.ts';
import { type InSecond, readCrowdedSecond } from './read-crowded-second.ts';

/** A period as Mail+ is asked for it: both ends belong to it, whole seconds, milliseconds since 1970 as if its dates were UTC. */
export type Window = { readonly fromMs: number; readonly toMs: number };

export type ListReader<Item> = {
  readonly read: (window: Window, after: number) => Promise<readonly Item[]>;
  readonly idOf: (item: Item) => string;
  /** When it stands in the list; perhaps in another zone than the window's. */
  readonly dateOf: (item: Item) => number;
  /** As many as are asked for at a time. */
  readonly pageSize: number;
};

/**
 * Part of a list, and up to when the list was read with it. The parts of a crowded second end where it begins, but for the last, and
 * say where in it to go on.
 */
export type Part<Item> = { readonly items: readonly Item[]; readonly upToMs: number; readonly inSecond?: InSecond };

const secondMs = 1000;

/** Every so many full answers in a row the window is halved at least, whatever the dates in it promise: they may be in no order. */
const guessesInARow = 3;

/**
 * A list of a period, oldest first, in parts. It is never paged: contacts that change meanwhile leave their place, and the next one
 * slides over the page edge unseen. A window whose answer is full is asked for once more, up to where that answer was cut off;
 * one that holds little lets the next be wider. Only a second that holds more than an answer does is paged.
 * Neighbours share a second, as it is not said whether the end of a period belongs to it. `inSecond`: the period begins within a
 * second that is being paged. `shift`: what was learned from other windows of the list.
 */
export async function* readWindows<Item>(
  { fromMs, toMs, inSecond }: Window & { readonly inSecond?: InSecond | undefined },
  list: ListReader<Item>,
  shift = learnShift(),
): AsyncGenerator<Part<Item>> {
  let from = Math.floor(fromMs / secondMs) * secondMs;
  let end = toMs;
  if (inSecond) {
    const second = { fromMs: from, toMs: Math.min(from + secondMs, toMs) };
    yield* readCrowdedSecond(second, { place: inSecond }, list);
    from = second.toMs;
    end = from + secondMs;
  }
  /** Dates that a full answer has shown behind `from`, oldest first. */
  let ahead: readonly number[] = [];
  /** Up to here an answer was full, of which nothing is read yet. */
  let fullToMs = 0;
  let inARow = 0;
  while (from < toMs) {
    const window = { fromMs: from, toMs: Math.min(end, toMs) };
    const items = await list.read(window, 0);
    const dates = items.map(list.dateOf).sort((a, b) => a - b);
    shift.found(window, dates);
    const widthMs = window.toMs - from;
    if (isFull(items, list) && widthMs > secondMs) {
      ahead = dates;
      fullToMs = window.toMs;
      inARow += 1;
      const half = wholeSeconds(from + widthMs / 2);
      const cut = cutOff(ahead, from, shift.guess());
      end = cut >= window.toMs || inARow % guessesInARow === 0 ? Math.min(cut, half) : cut;
      continue;
    }
    const newest = dates.at(-1) ?? Number.NEGATIVE_INFINITY;
    ahead = ahead.filter((date) => date > newest);
    if (!isFull(items, list)) shift.beyond(window, ahead[0]);
    if (isFull(items, list)) yield* readCrowdedSecond(window, { first: items }, list);
    else yield { items, upToMs: window.toMs };
    from = window.toMs;
    inARow = 0;
    // Where nobody was, they are all in what is left of the full answer.
    if (items.length > 0) fullToMs = from;
    end = from + wholeSeconds(fullToMs > from ? (fullToMs - from) / 2 : widthMs * growth(items.length, list));
  }
}

/** An answer of a round thousand may have been cut off there too, whatever was asked for. */
export function isFull(items: readonly unknown[], { pageSize }: { readonly pageSize: number }): boolean {
  return items.length >= pageSize || (items.length > 0 && items.length % 1000 === 0);
}

/** Before the second in which an answer was cut off; where it shows no other, that second. */
function cutOff(dates: readonly number[], fromMs: number, shiftMs: number): number {
  const last = Math.floor((dates.at(-1) ?? 0) / secondMs) * secondMs;
  const isOther = (dates[0] ?? last) < last;
  return Math.max(wholeSeconds(last + shiftMs - (isOther ? secondMs : 0)), fromMs + secondMs);
}

/** The next window is to fill four fifths of an answer. Too wide costs one call, too narrow many. */
function growth(count: number, { pageSize }: { readonly pageSize: number }): number {
  return Math.min(16, Math.max(0.5, (0.8 * pageSize) / Math.max(count, 1)));
}

/** Ends of windows are whole seconds, and a window has one at least. */
function wholeSeconds(ms: number): number {
  return Math.max(secondMs, Math.ceil(ms / secondMs) * secondMs);
}
