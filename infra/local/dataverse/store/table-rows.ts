import { randomUUID } from 'node:crypto';
import { type Row, referenceOf } from './row.ts';
import { createSortedIds } from './sorted-ids.ts';

export type Tombstone = { readonly id: string; readonly version: bigint };

/** The rows of one table. */
export type TableRows = {
  readonly get: (id: string) => Row | undefined;
  readonly size: () => number;
  /** Differs after every change, also after a restore. */
  readonly revision: () => string;
  /** In no order. */
  readonly all: () => Iterable<Row>;
  /** In primary-key order, after `id`. */
  readonly after: (id: string | undefined) => Iterable<Row>;
  /** Rows whose lookup `column` holds `id`, by an index that is made when first needed. */
  readonly pointingAt: (column: string, id: string) => readonly Row[];
  readonly put: (row: Row) => void;
  readonly remove: (id: string, version: bigint) => void;
  /** Deleted rows, oldest first: what change tracking tells. */
  readonly tombstones: () => readonly Tombstone[];
  readonly snapshot: () => TableSnapshot;
};

export type TableSnapshot = { readonly rows: ReadonlyMap<string, Row>; readonly tombstones: readonly Tombstone[] };

export function createTableRows(from: TableSnapshot = { rows: new Map(), tombstones: [] }): TableRows {
  const rows = new Map(from.rows);
  const gone = [...from.tombstones];
  const sorted = createSortedIds(() => rows.keys());
  const indexes = new Map<string, Map<string, Set<string>>>();
  const made = randomUUID();
  let changes = 0;
  const get = (id: string) => rows.get(id);
  return {
    get,
    size: () => rows.size,
    revision: () => `${made} ${changes}`,
    all: () => rows.values(),
    after: function* (id) {
      for (const next of sorted.after(id)) {
        const row = rows.get(next);
        if (row) yield row;
      }
    },
    pointingAt: (column, id) => {
      const index = indexes.get(column) ?? buildIndex(rows.values(), column);
      indexes.set(column, index);
      return [...(index.get(id) ?? [])].map(get).filter((row) => row !== undefined);
    },
    put: (row) => {
      changes += 1;
      const before = rows.get(row.id);
      if (before) unindex(indexes, before);
      else sorted.add(row.id);
      rows.set(row.id, row);
      for (const [column, index] of indexes) addToIndex(index, row, column);
    },
    remove: (id, version) => {
      const before = rows.get(id);
      if (!before) return;
      changes += 1;
      unindex(indexes, before);
      sorted.remove(id);
      rows.delete(id);
      gone.push({ id, version });
    },
    tombstones: () => gone,
    snapshot: () => ({ rows: new Map(rows), tombstones: [...gone] }),
  };
}

function buildIndex(rows: Iterable<Row>, column: string): Map<string, Set<string>> {
  const index = new Map<string, Set<string>>();
  for (const row of rows) addToIndex(index, row, column);
  return index;
}

function addToIndex(index: Map<string, Set<string>>, row: Row, column: string): void {
  const parent = referenceOf(row, column)?.id;
  if (parent === undefined) return;
  const found = index.get(parent);
  if (found) found.add(row.id);
  else index.set(parent, new Set([row.id]));
}

function unindex(indexes: ReadonlyMap<string, Map<string, Set<string>>>, row: Row): void {
  for (const [column, index] of indexes) {
    const parent = referenceOf(row, column)?.id;
    if (parent === undefined) continue;
    const found = index.get(parent);
    found?.delete(row.id);
    if (found?.size === 0) index.delete(parent);
  }
}
