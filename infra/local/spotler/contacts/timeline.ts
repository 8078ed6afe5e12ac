/** Items in the order of a time, for windows over a million of them: nothing is scanned or sorted when one is read. */
export type Timeline<T> = {
  /** `number` makes the place unique within one millisecond. */
  readonly add: (atMs: number, number: number, item: T) => void;
  readonly remove: (atMs: number, number: number) => void;
  /** Up to `limit` items of the closed window, leaving out the first `skip`. */
  readonly read: (window: Window, skip: number, limit: number) => readonly T[];
  /** The same from the end, latest first. */
  readonly readBack: (skip: number, limit: number) => readonly T[];
  readonly clear: () => void;
};

export type Window = { readonly fromMs: number; readonly toMs: number };

type Entry<T> = { readonly atMs: number; readonly number: number; readonly item: T };

/** Short enough that moving its end is cheap, long enough that a million entries are a few thousand chunks. */
const maxChunk = 512;

export function createTimeline<T>(): Timeline<T> {
  let chunks: Entry<T>[][] = [[]];
  return {
    add: (atMs, number, item) => {
      const at = placeOf(chunks, atMs, number);
      const chunk = chunks[at.chunk] ?? [];
      const isEnd = at.chunk === chunks.length - 1 && at.index === chunk.length;
      if (isEnd && chunk.length >= maxChunk) chunks.push([{ atMs, number, item }]);
      else chunk.splice(at.index, 0, { atMs, number, item });
      if (chunk.length > maxChunk) chunks.splice(at.chunk + 1, 0, chunk.splice(maxChunk / 2));
    },
    remove: (atMs, number) => {
      const at = placeOf(chunks, atMs, number);
      const chunk = chunks[at.chunk] ?? [];
      const found = chunk[at.index];
      if (found?.atMs !== atMs || found.number !== number) return;
      chunk.splice(at.index, 1);
      if (chunk.length === 0 && chunks.length > 1) chunks.splice(at.chunk, 1);
    },
    read: (window, skip, limit) => readWindow(chunks, window, skip, limit),
    readBack: (skip, limit) => readBack(chunks, skip, limit),
    clear: () => {
      chunks = [[]];
    },
  };
}

function readWindow<T>(chunks: readonly Entry<T>[][], window: Window, skip: number, limit: number): readonly T[] {
  const first = placeOf(chunks, window.fromMs, Number.NEGATIVE_INFINITY);
  const found: T[] = [];
  let left = skip;
  let index = first.index;
  for (let at = first.chunk; at < chunks.length && found.length < limit; at += 1) {
    const chunk = chunks[at] ?? [];
    const jump = Math.min(left, chunk.length - index);
    left -= jump;
    for (const entry of chunk.slice(index + jump)) {
      if (entry.atMs > window.toMs || found.length >= limit) return found;
      found.push(entry.item);
    }
    index = 0;
  }
  return found;
}

function readBack<T>(chunks: readonly Entry<T>[][], skip: number, limit: number): readonly T[] {
  const found: T[] = [];
  let left = skip;
  for (let at = chunks.length - 1; at >= 0 && found.length < limit; at -= 1) {
    const chunk = chunks[at] ?? [];
    const end = chunk.length - Math.min(left, chunk.length);
    left -= chunk.length - end;
    const part = chunk.slice(Math.max(0, end - (limit - found.length)), end);
    found.push(...part.reverse().map(({ item }) => item));
  }
  return found;
}

/** The first place whose entry is not before (`atMs`, `number`), or the end. */
function placeOf<T>(chunks: readonly Entry<T>[][], atMs: number, number: number): { chunk: number; index: number } {
  const chunk = Math.min(
    firstWhere(chunks.length, (at) => !isBefore(chunks[at]?.at(-1), atMs, number)),
    chunks.length - 1,
  );
  const entries = chunks[chunk] ?? [];
  return { chunk, index: firstWhere(entries.length, (at) => !isBefore(entries[at], atMs, number)) };
}

function isBefore(entry: Entry<unknown> | undefined, atMs: number, number: number): boolean {
  return entry !== undefined && (entry.atMs < atMs || (entry.atMs === atMs && entry.number < number));
}

/** Binary search: the first of `length` places for which `is` holds, `length` when there is none. */
function firstWhere(length: number, is: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
