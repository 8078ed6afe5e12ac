import { type Row, referenceOf } from './row.ts';
import type { Change, Store } from './store.ts';

/** Rows as one transaction sees them: the stored ones with its own changes over them, which nobody else sees yet. */
export type Overlay = {
  readonly get: (table: string, id: string) => Row | undefined;
  readonly put: (table: string, row: Row) => void;
  readonly remove: (table: string, id: string) => void;
  readonly pointingAt: (table: string, column: string, id: string) => readonly Row[];
  readonly changes: () => readonly Change[];
};

export function createOverlay(store: Store): Overlay {
  const changed = new Map<string, Change>();
  const get = (table: string, id: string) => {
    const change = changed.get(keyOf(table, id));
    return change ? change.after : store.rows(table).get(id);
  };
  const note = (table: string, id: string, after: Row | undefined) => {
    changed.set(keyOf(table, id), { table, id, after });
  };
  return {
    get,
    put: (table, row) => note(table, row.id, row),
    remove: (table, id) => note(table, id, undefined),
    pointingAt: (table, column, id) => {
      const stored = store.rows(table).pointingAt(column, id);
      if (changed.size === 0) return stored;
      const added = [...changed.values()].filter((change) => change.table === table).map((change) => change.after);
      const ids = new Set([...stored, ...added].map((row) => row?.id));
      return [...ids]
        .map((rowId) => (rowId === undefined ? undefined : get(table, rowId)))
        .filter((row) => row !== undefined)
        .filter((row) => referenceOf(row, column)?.id === id);
    },
    changes: () => [...changed.values()],
  };
}

export function keyOf(table: string, id: string): string {
  return `${table}~${id}`;
}
