import { type Annotations, formattedValue } from '../odata/annotations.ts';
import { type RowJson, rowJson, rowView } from '../odata/row-json.ts';
import type { Viewer } from '../odata/table-property.ts';
import { labelOf } from '../schema/label-of.ts';
import type { Table } from '../schema/table.ts';
import { isReference, type Row } from '../store/row.ts';
import type { FetchColumn, FetchEntity, FetchLink } from './fetch.ts';
import { type Joined, tableNamed } from './join-rows.ts';

/** Writes results as the Web API does: own columns as ever, linked ones as `alias.column`. */
export function joinedWriter(
  viewer: Viewer,
  table: Table,
  entity: FetchEntity,
  annotations: Annotations,
): (joined: Joined) => RowJson {
  const select = entity.columns === 'all' ? undefined : entity.columns.map(({ name }) => propertyName(table, name));
  const view = rowView(viewer, table, select, annotations);
  const links = allLinks(entity);
  return (joined) => {
    const json = rowJson(view, joined.main);
    for (const link of links) {
      const linkedTable = tableNamed(viewer, link.table);
      const row = joined.linked.get(link.alias);
      for (const column of columnsOf(linkedTable, link))
        writeLinked(json, { linkedTable, link, column, row, annotations });
    }
    return json;
  };
}

function propertyName(table: Table, column: string): string {
  return table.columns.get(column)?.type === 'lookup' ? `_${column}_value` : column;
}

function allLinks(entity: FetchEntity): readonly FetchLink[] {
  return entity.links.flatMap((link) => [link, ...allLinks(link)]);
}

function columnsOf(table: Table, link: FetchLink): readonly FetchColumn[] {
  return link.columns === 'all' ? [...table.columns.keys()].map((name) => ({ name })) : link.columns;
}

type Linked = {
  readonly linkedTable: Table;
  readonly link: FetchLink;
  readonly column: FetchColumn;
  readonly row: Row | undefined;
  readonly annotations: Annotations;
};

/** An empty column of a linked row is left out. */
function writeLinked(json: RowJson, { linkedTable, link, column, row, annotations }: Linked): void {
  const value = column.name === linkedTable.key ? row?.id : row?.values[column.name];
  const definition = linkedTable.columns.get(column.name);
  if (value === undefined || value === null || !definition) return;
  const name = column.alias ?? `${link.alias}.${column.name}`;
  const label = labelOf(definition, value);
  if (label !== undefined && annotations(formattedValue)) json[`${name}@${formattedValue}`] = label;
  json[name] = isReference(value) ? value.id : value;
}
