import type { Row, Value } from '../event/record.ts';
import type { FieldMapping, TableSettings } from '../event/settings.ts';
import { usableAddress } from './address.ts';

/** What the platform is told about a person: property → text. `null` empties the property. */
export type Attributes = Readonly<Record<string, string | null>>;

/**
 * A row to the platform's properties, by the field mapping; e-mail and id are mapped by themselves. Pure, so that a preview can
 * never differ from what is sent. A column that the answer does not hold is left out: what we cannot see we do not empty.
 */
export function toAttributes(row: Row, settings: TableSettings): Attributes {
  const email = row.values[settings.address.email];
  const attributes: Record<string, string | null> = {};
  // Rubbish in the address column is never sent as it was typed.
  if (email !== undefined) attributes.email = usableAddress('email', email) ?? null;
  for (const field of settings.fields) {
    // Only the address that was decided on is ever sent as the address.
    if (field.property === 'email') continue;
    const text = toText(row, field);
    if (text !== undefined) attributes[field.property] = text;
  }
  return attributes;
}

function toText(row: Row, field: FieldMapping): string | null | undefined {
  const value: Value = row.values[field.column];
  if (value === undefined) return undefined;
  if (value === null) return null;
  if (field.values) return Object.hasOwn(field.values, String(value)) ? (field.values[String(value)] ?? null) : null;
  const label = row.labels[field.column];
  // Dates without time come as yyyy-MM-dd and go out as they are: a birthday belongs to no time zone. Booleans and dates have a
  // label in the reader's language, which is for people only; choices and lookups are known by theirs.
  const text = label !== undefined && isNameless(value) ? label : String(value);
  return text.trim() === '' ? null : text;
}

/** Choices and lookups: a number or an id that says nothing outside the CRM. */
function isNameless(value: Value): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
  );
}
