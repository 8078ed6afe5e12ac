import { isLookup, type Value } from '../field-value.ts';
import type { Field } from '../form-layout.ts';
import { isRow, textOf } from '../row.ts';
import { toBraces, withoutBraces } from './guid.ts';

/** A field's value as `getValue` gives it: dates are Date, lookups lists (client reference "getValue"). */
export function toScript(field: Field, value: Value): unknown {
  if (isLookup(value)) return [{ id: toBraces(value.id), name: value.name, entityType: value.table }];
  if (field.kind === 'date' && typeof value === 'string') return new Date(`${value}T00:00:00`);
  return value;
}

/** What `setValue` was given. Throws when it does not fit the column. */
export function fromScript(field: Field, given: unknown): Value {
  if (given === null || given === undefined) return null;
  switch (field.kind) {
    case 'lookup':
      return readLookup(field, given);
    case 'date':
      if (given instanceof Date) return toDay(given);
      break;
    case 'yesno':
      if (typeof given === 'boolean') return given;
      break;
    case 'choice':
    case 'number':
      if (typeof given === 'number') return given;
      break;
    default:
      if (typeof given === 'string') return given;
  }
  throw new TypeError(`${field.column}: setValue was given ${typeof given}, which does not fit this column.`);
}

function toDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function readLookup(field: Field, given: unknown): Value {
  const first: unknown = Array.isArray(given) ? given[0] : undefined;
  if (Array.isArray(given) && given.length === 0) return null;
  if (!isRow(first)) throw new TypeError(`${field.column}: setValue wants a list with one lookup.`);
  return { table: textOf(first, 'entityType'), id: withoutBraces(textOf(first, 'id')), name: textOf(first, 'name') };
}

const types: Partial<Record<Field['kind'], string>> = {
  yesno: 'boolean',
  choice: 'optionset',
  date: 'datetime',
  number: 'integer',
  lookup: 'lookup',
  memo: 'memo',
};

/** `getAttributeType` */
export function typeOf({ kind }: Field): string {
  return types[kind] ?? 'string';
}
