import type { ColumnType, Table } from '../schema/table.ts';
import { isReference, type Value } from '../store/row.ts';

const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts';

/** `/Date(ms)/`, as the .NET JSON serialiser writes a UTC time. */
export function dateJson(ms: number): string {
  return `/Date(${ms})/`;
}

export function optionJson(value: number) {
  return { __type: `OptionSetValue:${contracts}`, Value: value };
}

export function referenceJson(table: string, id: string, name: string | null = null) {
  return {
    __type: `EntityReference:${contracts}`,
    Id: id,
    KeyAttributes: [],
    LogicalName: table,
    Name: name,
    RowVersion: null,
  };
}

/** A column's value as an event body carries it, by the column's type. A cleared column is null. */
export function valueJson(table: Table | undefined, column: string, value: Value): unknown {
  if (value === null) return null;
  if (isReference(value)) return referenceJson(value.table, value.id);
  return typedJson(table?.columns.get(column)?.type ?? 'text', value);
}

function typedJson(type: ColumnType, value: string | number | boolean): unknown {
  switch (type) {
    case 'datetime':
    case 'date':
      return dateJson(Date.parse(String(value)));
    case 'choice':
    case 'state':
    case 'status':
      return optionJson(Number(value));
    case 'choices':
      return String(value).split(',').map(Number).map(optionJson);
    case 'money':
      return { __type: `Money:${contracts}`, Value: Number(value) };
    case 'key':
    case 'guid':
    case 'text':
    case 'memo':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'boolean':
    case 'lookup':
      return value;
  }
}
