import { sqlOrder } from './sql-order.ts';

/** The ids of a table in primary-key order; built when first asked for, kept up after that. */
export type SortedIds = {
  readonly add: (id: string) => void;
  readonly remove: (id: string) => void;
  /** Ids after `id` in order (from the start without one). */
  readonly after: (id: string | undefined) => readonly string[];
};

export function createSortedIds(all: () => Iterable<string>): SortedIds {
  let sorted: string[] | undefined;
  return {
    add: (id) => {
      sorted?.splice(positionOf(sorted, id), 0, id);
    },
    remove: (id) => {
      const position = sorted ? positionOf(sorted, id) : -1;
      if (sorted?.[position] === id) sorted.splice(position, 1);
    },
    after: (id) => {
      sorted ??= sortIds(all());
      if (id === undefined) return sorted.slice();
      const position = positionOf(sorted, id);
      // A copy: the caller may write while it reads.
      return sorted.slice(sorted[position] === id ? position + 1 : position);
    },
  };
}

function sortIds(ids: Iterable<string>): string[] {
  return [...ids]
    .map((id) => ({ id, order: sqlOrder(id) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ id }) => id);
}

/** Where `id` is, or would stand. */
function positionOf(sorted: readonly string[], id: string): number {
  const order = sqlOrder(id);
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sqlOrder(sorted[middle] ?? '') < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
