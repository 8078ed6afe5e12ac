import { propertyNotFound } from '../errors.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { Column, Table } from '../schema/table.ts';
import { isReference, type Row } from '../store/row.ts';
import { type Comparable, foldText, type Property } from './comparable.ts';

/** Who looks: column security and dropped columns depend on it. */
export type Viewer = { readonly org: Organisation; readonly seesAll: boolean; readonly userId: string };

/** Throws 403 when the roles of the viewer do not let her read the table. */
export function demandRead({ org, seesAll, userId }: Viewer, table: Table): void {
  if (!seesAll) org.privileges.demand(userId, 'Read', table);
}

/** A column by the name it has in the Web API: `firstname`, `_ownerid_value`; one that is not there throws 400. */
export function columnOfProperty(viewer: Viewer, table: Table, property: string): Column {
  const lookup = /^_(.+)_value$/.exec(property)?.[1];
  const column = table.columns.get(lookup ?? property);
  const found = column && (lookup === undefined || column.type === 'lookup');
  if (!found || viewer.org.access.isDropped(table.name, column.name)) throw propertyNotFound(property, table.name);
  return column;
}

/** Column security: the value is left out, without an error, also for administrators without the profile. */
export function isUnreadable(viewer: Viewer, table: Table, column: Column): boolean {
  if (column.writeOnly) return true;
  return !viewer.seesAll && (column.secured || viewer.org.access.isSecured(table.name, column.name));
}

/** How filters and sorting read a column; a path like `parentcustomerid_account/name` goes through a lookup. */
export function tableProperty(viewer: Viewer, table: Table, path: string): Property<Row> {
  const slash = path.indexOf('/');
  if (slash > 0) return throughLookup(viewer, table, path.slice(0, slash), path.slice(slash + 1));
  const column = columnOfProperty(viewer, table, path);
  if (isUnreadable(viewer, table, column)) return { type: column.type, read: () => null };
  return { type: column.type, read: reader(table, column) };
}

function throughLookup(viewer: Viewer, table: Table, navigation: string, rest: string): Property<Row> {
  const found = viewer.org.schema.navigation(table.name, navigation);
  const parent = found && viewer.org.schema.table(found.target.table);
  if (!found || !parent) throw propertyNotFound(navigation, table.name);
  const property = tableProperty(viewer, parent, rest);
  return {
    type: property.type,
    read: (row) => {
      const value = row.values[found.column.name];
      if (!isReference(value) || value.table !== parent.name) return null;
      const parentRow = viewer.org.store.rows(parent.name).get(value.id);
      return parentRow ? property.read(parentRow) : null;
    },
  };
}

function reader(table: Table, column: Column): (row: Row) => Comparable {
  if (column.name === table.key) return (row) => row.id;
  if (column.name === 'versionnumber') return (row) => row.version;
  return (row) => {
    const value = row.values[column.name];
    if (value === undefined || value === null) return null;
    if (isReference(value)) return value.id;
    return typeof value === 'string' && isText(column) ? foldText(value) : value;
  };
}

function isText(column: Column): boolean {
  return column.type === 'text' || column.type === 'memo' || column.type === 'choices';
}
