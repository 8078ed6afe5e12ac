/** Keeps the last `size` entries, each with a number that only grows, for logs that a test reads with `since`. */
export type Ring<T> = {
  readonly add: (entry: T) => void;
  readonly since: (number: number) => readonly (T & { readonly n: number })[];
  /** How many entries after this number are kept no longer. */
  readonly lostSince: (number: number) => number;
  readonly clear: () => void;
};

export function createRing<T extends object>(size = 1000): Ring<T> {
  let entries: (T & { n: number })[] = [];
  let last = 0;
  return {
    add: (entry) => {
      last += 1;
      entries.push({ ...entry, n: last });
      if (entries.length > size * 2) entries = entries.slice(-size);
    },
    since: (number) => entries.slice(-size).filter(({ n }) => n > number),
    lostSince: (number) => Math.max(0, (entries.slice(-size)[0]?.n ?? last + 1) - 1 - number),
    clear: () => {
      entries = [];
    },
  };
}
