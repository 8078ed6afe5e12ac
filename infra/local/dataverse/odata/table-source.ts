import { badRequest, propertyNotFound } from '../errors.ts';
import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import { compileFilter, type Predicate, type Source } from './compile-filter.ts';
import type { Filter } from './filter.ts';
import { queryFunction } from './query-functions.ts';
import { tableProperty, type Viewer } from './table-property.ts';

/** Filters over the rows of a table. `variable`: the name before the slash inside a lambda. */
export function tableSource(viewer: Viewer, table: Table, variable = ''): Source<Row> {
  const ownPath = (path: string) =>
    variable !== '' && path.startsWith(`${variable}/`) ? path.slice(variable.length + 1) : path;
  const property = (path: string) => tableProperty(viewer, table, ownPath(path));
  return {
    property,
    queryFunction: (name, parameters) => queryFunction(viewer, name, parameters, property),
    some: (path, inner, part) => someChild(viewer, table, ownPath(path), inner, part),
  };
}

/** `collection/any(x:…)`: is there a child row that passes? */
function someChild(
  viewer: Viewer,
  table: Table,
  path: string,
  variable: string,
  part: Filter | undefined,
): Predicate<Row> {
  const children = viewer.org.schema.collection(table.name, path);
  const childTable = children && viewer.org.schema.table(children.table);
  if (!children || !childTable) throw propertyNotFound(path, table.name);
  if (part && variable === '') throw badRequest('A lambda needs a variable.');
  const test = part ? compileFilter(part, tableSource(viewer, childTable, variable)) : () => true;
  return (row) => viewer.org.store.rows(children.table).pointingAt(children.column, row.id).some(test);
}
