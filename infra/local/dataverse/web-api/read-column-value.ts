import { badRequest } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { readIsoTime } from '../iso-time.ts';
import type { Column, Table } from '../schema/table.ts';
import type { Value } from '../store/row.ts';

/** One value of a body, checked against its column. An empty text is stored as no value, as Dataverse does. */
export function readColumnValue(table: Table, column: Column, value: unknown): Value {
  if (value === null || value === '') return null;
  switch (column.type) {
    case 'text':
    case 'memo':
      return readText(table, column, value);
    case 'boolean':
      return typeof value === 'boolean' ? value : wrongType(column, 'Edm.Boolean');
    case 'integer':
    case 'bigint':
      return typeof value === 'number' && Number.isInteger(value) ? value : wrongType(column, 'Edm.Int32');
    case 'decimal':
    case 'money':
      return typeof value === 'number' ? value : wrongType(column, 'Edm.Decimal');
    case 'choice':
    case 'state':
    case 'status':
      return readChoice(table, column, value);
    case 'choices':
      return typeof value === 'string' ? value : wrongType(column, 'Edm.String');
    case 'datetime':
    case 'date':
      return (typeof value === 'string' && readIsoTime(value, column.type)) || wrongType(column, 'Edm.DateTimeOffset');
    case 'guid':
    case 'key':
    case 'lookup':
      return (typeof value === 'string' && readGuid(value)) || wrongType(column, 'Edm.Guid');
  }
}

function readText(table: Table, column: Column, value: unknown): string {
  if (typeof value !== 'string') return wrongType(column, 'Edm.String');
  if (column.maxLength !== undefined && value.length > column.maxLength) {
    // StringLengthTooLong
    throw badRequest(
      `A validation error occurred. The length of the '${column.name}' attribute of the '${table.name}' entity exceeded the maximum allowed length of '${column.maxLength}'.`,
      '0x80044331',
    );
  }
  return value;
}

function readChoice(table: Table, column: Column, value: unknown): number {
  const number = typeof value === 'number' ? value : Number.NaN;
  if (!Number.isInteger(number)) return wrongType(column, 'Edm.Int32');
  if (column.options.length > 0 && !column.options.some((option) => option.value === number)) {
    // PicklistValueOutOfRange
    throw badRequest(
      `A validation error occurred. The value ${number} of '${column.name}' on record of type '${table.name}' is outside the valid range. Accepted Values: ${column.options.map((option) => option.value).join(',')}`,
      '0x8004431a',
    );
  }
  return number;
}

function wrongType(column: Column, type: string): never {
  throw badRequest(
    `Error identified in Payload provided by the user: cannot convert the value of '${column.name}' to the expected type '${type}'.`,
    '0x80048d19',
  );
}
