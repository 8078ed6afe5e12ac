import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import { sqlOrder } from '../store/sql-order.ts';
import { type Candidates, candidatesOf } from './candidates.ts';
import { compare } from './comparable.ts';
import { compileFilter } from './compile-filter.ts';
import type { Order, QueryOptions } from './query-options.ts';
import { demandRead, tableProperty, type Viewer } from './table-property.ts';
import { tableSource } from './table-source.ts';

/**
 * The rows a query finds, in its order; without one by primary key, as Dataverse pages. Rows the viewer may not read are missing
 * without a word. `after`: only rows behind this id (queries without an order only).
 */
export function findRows(viewer: Viewer, table: Table, options: QueryOptions, after?: string): Iterable<Row> {
  const candidates = options.filter && candidatesOf(options.filter, table);
  return rowFinder(viewer, table, options)(candidateRows(viewer, table, candidates, after));
}

/** Filter and order of a query, compiled once, for rows that come in primary-key order. */
export function rowFinder(viewer: Viewer, table: Table, options: QueryOptions): (rows: Iterable<Row>) => Iterable<Row> {
  demandRead(viewer, table);
  const test = options.filter && compileFilter(options.filter, tableSource(viewer, table));
  const order = options.orderBy.length === 0 ? undefined : rowOrder(viewer, table, options.orderBy);
  return (rows) => {
    const found = visible(viewer, table, rows, test);
    return order ? [...found].sort(order) : found;
  };
}

function candidateRows(
  viewer: Viewer,
  table: Table,
  candidates: Candidates | undefined,
  after: string | undefined,
): Iterable<Row> {
  const rows = viewer.org.store.rows(table.name);
  if (!candidates) return rows.after(after);
  const found =
    candidates.kind === 'ids'
      ? candidates.ids.map(rows.get).filter((row) => row !== undefined)
      : rows.pointingAt(candidates.column, candidates.parent);
  return inKeyOrder(found, after);
}

export function inKeyOrder(rows: readonly Row[], after?: string): readonly Row[] {
  const start = after === undefined ? '' : sqlOrder(after);
  return rows
    .map((row) => ({ row, order: sqlOrder(row.id) }))
    .filter(({ order }) => order > start)
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ row }) => row);
}

function* visible(
  viewer: Viewer,
  table: Table,
  rows: Iterable<Row>,
  test: ((row: Row) => boolean) | undefined,
): Iterable<Row> {
  for (const row of rows) {
    if (!viewer.seesAll && viewer.org.access.isHidden(table.name, row.id)) continue;
    if (!test || test(row)) yield row;
  }
}

function rowOrder(viewer: Viewer, table: Table, orders: readonly Order[]): (a: Row, b: Row) => number {
  const keys = orders.map(({ path, descending }) => ({
    property: tableProperty(viewer, table, path),
    sign: descending ? -1 : 1,
  }));
  return (a, b) => {
    for (const { property, sign } of keys) {
      const order = compare(property.read(a), property.read(b));
      if (order !== 0) return order * sign;
    }
    return sqlOrder(a.id) < sqlOrder(b.id) ? -1 : 1;
  };
}
