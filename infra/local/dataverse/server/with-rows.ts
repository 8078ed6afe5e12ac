import type { Row } from '../store/row.ts';
import type { Change, Store, StoreSnapshot } from '../store/store.ts';
import type { TableSnapshot } from '../store/table-rows.ts';

/** A snapshot with the rows of `changes` in it, as they are stored now. */
export function withRows(snapshot: StoreSnapshot, changes: readonly Change[], store: Store): StoreSnapshot {
  const tables = new Map<string, TableSnapshot>(snapshot.tables);
  for (const name of new Set(changes.map(({ table }) => table))) {
    const before = tables.get(name) ?? { rows: new Map<string, Row>(), tombstones: [] };
    const added = changes.filter(({ table }) => table === name).map(({ id }) => store.rows(name).get(id));
    const rows = new Map(before.rows);
    for (const row of added) if (row) rows.set(row.id, row);
    tables.set(name, { ...before, rows });
  }
  return { ...snapshot, tables };
}
