import type { Row } from './row.ts';
import { createTableRows, type TableRows, type TableSnapshot } from './table-rows.ts';

/** One row that a transaction changes: `after` absent means deleted. */
export type Change = { readonly table: string; readonly id: string; readonly after: Row | undefined };

export type StoreSnapshot = { readonly tables: ReadonlyMap<string, TableSnapshot>; readonly version: bigint };

/** All rows of the organisation and the counter of row versions, which grows over all tables together. */
export type Store = {
  readonly rows: (table: string) => TableRows;
  readonly tables: () => readonly string[];
  /** Writes all changes; each gets the next row version. */
  readonly apply: (changes: readonly Change[]) => void;
  /** The last row version given. */
  readonly version: () => bigint;
  readonly setNextVersion: (next: bigint) => void;
  readonly snapshot: () => StoreSnapshot;
  readonly restore: (snapshot: StoreSnapshot) => void;
  /** Counts every write and restore, so that a saved state can be told from a changed one. */
  readonly changes: () => number;
};

export function createStore(): Store {
  let tables = new Map<string, TableRows>();
  // Real organisations are far from 1 when an integration is added.
  let version = 1_000_000n;
  let changes = 0;
  const rows = (table: string) => {
    const found = tables.get(table) ?? createTableRows();
    tables.set(table, found);
    return found;
  };
  return {
    rows,
    tables: () => [...tables.keys()],
    apply: (list) => {
      changes += list.length;
      for (const { table, id, after } of list) {
        version += 1n;
        if (after) rows(table).put({ ...after, version });
        else rows(table).remove(id, version);
      }
    },
    version: () => version,
    setNextVersion: (next) => {
      version = next - 1n;
      changes += 1;
    },
    snapshot: () => ({
      version,
      tables: new Map([...tables].map(([name, table]) => [name, table.snapshot()])),
    }),
    restore: (snapshot) => {
      version = snapshot.version;
      tables = new Map([...snapshot.tables].map(([name, table]) => [name, createTableRows(table)]));
      changes += 1;
    },
    changes: () => changes,
  };
}
