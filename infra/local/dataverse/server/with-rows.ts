import type { Row } from '../store/row.ts';
import type { Change, Store, StoreSnapshot } from '../store/store.ts';
import type { TableSnapshot } from '../store/table-rows.ts';

/** A snapshot with the rows of `changes` in it, as they are stored now, and without those that are gone. */
export function withRows(snapshot: StoreSnapshot, changes: readonly Change[], store: Store): StoreSnapshot {
  const tables = new Map<string, TableSnapshot>(snapshot.tables);
  for (const name of new Set(changes.map(({ table }) => table))) {
    const before = tables.get(name) ?? { rows: new Map<string, Row>(), tombstones: [] };
    const rows = new Map(before.rows);
    for (const { id } of changes.filter(({ table }) => table === name)) {
      const row = store.rows(name).get(id);
      if (row) rows.set(id, row);
      else rows.delete(id);
    }
    tables.set(name, { ...before, rows });
  }
  return { ...snapshot, tables };
}
