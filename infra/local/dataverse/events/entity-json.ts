import { labelOf } from '../schema/label-of.ts';
import type { Table } from '../schema/table.ts';
import type { Row, Values } from '../store/row.ts';
import { valueJson } from './value-json.ts';

/**
 * An Entity of an event body. `marked`: with `__type`, which stands only where the static type is object (in parameters, not in
 * images). RowVersion is always null and versionnumber never there: a version is known from a read only.
 */
export function entityJson(
  table: Table | undefined,
  entity: { readonly name: string; readonly id: string; readonly values: Values },
  { marked, labels }: { readonly marked: boolean; readonly labels: boolean },
) {
  const columns = Object.entries(entity.values);
  return {
    ...(marked && { __type: 'Entity:http://schemas.microsoft.com/xrm/2011/Contracts' }),
    Attributes: columns.map(([key, value]) => ({ key, value: valueJson(table, key, value) })),
    EntityState: null,
    FormattedValues: labels ? formattedValues(table, entity.values) : [],
    Id: entity.id,
    KeyAttributes: [],
    LogicalName: entity.name,
    RelatedEntities: [],
    RowVersion: null,
  };
}

function formattedValues(table: Table | undefined, values: Values) {
  return Object.entries(values).flatMap(([key, value]) => {
    const column = table?.columns.get(key);
    const label = column && labelOf(column, value);
    return label === undefined ? [] : [{ key, value: label }];
  });
}

/** An image: the row as it was, the columns asked for, those that are empty left out. The id is always among them. */
export function imageJson(table: Table | undefined, name: string, row: Row, columns: ReadonlySet<string> | undefined) {
  const kept = Object.entries(row.values).filter(([column]) => columns?.has(column) ?? true);
  const key = table?.key ?? `${name}id`;
  const values = Object.fromEntries([...kept, [key, row.id]]);
  return entityJson(table, { name, id: row.id, values }, { marked: false, labels: true });
}
