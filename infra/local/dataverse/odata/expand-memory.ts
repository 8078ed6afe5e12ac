import type { Clock } from '../../ground/clock.ts';
import type { Place } from './place.ts';
import type { RowJson } from './row-json.ts';

/** Rows of one expanded collection; `next`: where the rest begins, if there is any. */
export type ExpandedRows = { readonly rows: readonly RowJson[]; readonly next?: Place };

/**
 * Expanded collections as they were answered before. The page "join tables" warns that they may come from a cache unless the
 * caller sends `If-None-Match: null`; how long is not said, so the time here is a guess.
 */
export type ExpandMemory = {
  readonly remember: (key: string, fresh: () => ExpandedRows) => ExpandedRows;
  readonly clear: () => void;
};

const lifetimeMs = 30_000;
const maxEntries = 20_000;

export function createExpandMemory(clock: Clock): ExpandMemory {
  const answers = new Map<string, { readonly at: number; readonly expanded: ExpandedRows }>();
  return {
    remember: (key, fresh) => {
      const known = answers.get(key);
      if (known && clock.now() - known.at < lifetimeMs) return known.expanded;
      const expanded = fresh();
      if (answers.size >= maxEntries) answers.clear();
      answers.set(key, { at: clock.now(), expanded });
      return expanded;
    },
    clear: () => answers.clear(),
  };
}
