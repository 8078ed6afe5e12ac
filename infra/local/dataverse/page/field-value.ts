import type { Field } from './form-layout.ts';
import { displayOf, type Lookup, lookupOf, numberOf, type Row, textOf } from './row.ts';

/** What a field of a form holds. An empty field is null; there is no empty text, as in Dataverse. */
export type Value = string | number | boolean | Lookup | null;

/** Reads a field from a row. A date is `yyyy-mm-dd`, as the column stores it: no time zone can move a birthday. */
export function fromRow(field: Field, row: Row): Value {
  switch (field.kind) {
    case 'yesno': {
      const value = row[field.column];
      return typeof value === 'boolean' ? value : null;
    }
    case 'choice':
    case 'number':
      return numberOf(row, field.column) ?? null;
    case 'date':
      return textOf(row, field.column).slice(0, 10) || null;
    case 'lookup':
      return lookupOf(row, field.column, field.target?.table ?? '');
    case 'shown':
      return displayOf(row, field.column) || null;
    default:
      return textOf(row, field.column) || null;
  }
}

/**
 * The property of the body that writes a value. A lookup is bound by its navigation property; null unbinds it
 * (learn.microsoft.com, "Associate and disassociate table rows using the Web API").
 */
export function toProperty(field: Field, value: Value, entitySetOf: (table: string) => string): [string, unknown] {
  if (field.kind !== 'lookup') return [field.column, value];
  const name = `${field.target?.bind ?? field.column}@odata.bind`;
  return [name, isLookup(value) ? `/${entitySetOf(value.table)}(${value.id})` : null];
}

export function isSame(a: Value, b: Value): boolean {
  return isLookup(a) && isLookup(b) ? a.id === b.id : a === b;
}

export function isLookup(value: Value): value is Lookup {
  return typeof value === 'object' && value !== null;
}
