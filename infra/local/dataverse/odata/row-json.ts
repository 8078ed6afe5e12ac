import { labelOf } from '../schema/label-of.ts';
import type { Column, Table } from '../schema/table.ts';
import { isReference, type Reference, type Row, textOf } from '../store/row.ts';
import { type Annotations, associatedNavigation, formattedValue, lookupLogicalName } from './annotations.ts';
import { exactInteger } from './json-text.ts';
import { columnOfProperty, demandRead, isUnreadable, type Viewer } from './table-property.ts';

/** Which columns of a table are shown, and with what annotations. */
export type RowView = {
  readonly viewer: Viewer;
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly annotations: Annotations;
};

export type RowJson = Record<string, unknown>;

/** `select` by property names; a name that is not there throws 400. Without it all columns. The primary key is always among them. */
export function rowView(
  viewer: Viewer,
  table: Table,
  select: readonly string[] | undefined,
  annotations: Annotations,
): RowView {
  demandRead(viewer, table);
  const named = select?.map((property) => columnOfProperty(viewer, table, property));
  const columns =
    named ?? [...table.columns.values()].filter(({ name }) => !viewer.org.access.isDropped(table.name, name));
  const key = table.columns.get(table.key);
  const wanted = key && !columns.includes(key) ? [...columns, key] : columns;
  return {
    viewer,
    table,
    annotations,
    columns: [...new Set(wanted)].filter((column) => !isUnreadable(viewer, table, column)),
  };
}

/** A row as the Web API shows it: empty columns are null, a lookup is `_name_value`. */
export function rowJson(view: RowView, row: Row): RowJson {
  const json: RowJson = { '@odata.etag': etagOf(row) };
  for (const column of view.columns) writeColumn(json, view, row, column);
  return json;
}

export function etagOf(row: Row): string {
  return `W/"${row.version}"`;
}

function writeColumn(json: RowJson, view: RowView, row: Row, column: Column): void {
  if (column.name === view.table.key) {
    json[column.name] = row.id;
    return;
  }
  if (column.name === 'versionnumber') {
    if (view.annotations(formattedValue)) json[`versionnumber@${formattedValue}`] = row.version.toLocaleString('en-US');
    json.versionnumber = exactInteger(row.version);
    return;
  }
  const value = row.values[column.name];
  if (column.type === 'lookup') {
    writeLookup(json, view, column, isReference(value) ? value : undefined);
    return;
  }
  if (value !== undefined && value !== null && view.annotations(formattedValue)) {
    const label = labelOf(column, value);
    if (label !== undefined) json[`${column.name}@${formattedValue}`] = label;
  }
  json[column.name] = value ?? null;
}

function writeLookup(json: RowJson, view: RowView, column: Column, value: Reference | undefined): void {
  const name = `_${column.name}_value`;
  if (value) {
    const target = column.targets.find(({ table }) => table === value.table);
    if (view.annotations(associatedNavigation) && target) json[`${name}@${associatedNavigation}`] = target.navigation;
    if (view.annotations(lookupLogicalName)) json[`${name}@${lookupLogicalName}`] = value.table;
    if (view.annotations(formattedValue)) writeLookupName(json, view, name, value);
  }
  json[name] = value?.id ?? null;
}

function writeLookupName(json: RowJson, view: RowView, name: string, value: Reference): void {
  const { schema, store } = view.viewer.org;
  const primaryName = schema.table(value.table)?.primaryName;
  const row = store.rows(value.table).get(value.id);
  if (primaryName !== undefined && row) json[`${name}@${formattedValue}`] = textOf(row, primaryName);
}
