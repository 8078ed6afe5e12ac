import type { Property } from './read-properties.ts';
import { type Refusal, refusal } from './refusal.ts';

/** REST reference, "Understanding the Table service data model", property names: up to 255 characters, C# identifiers, no dash. */
const maxNameCharacters = 255;
const identifier = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]*$/u;

/** The same page, property types: dates begin in 1601. The sizes of texts and bytes Azurite checks itself. */
const firstDate = Date.UTC(1601, 0, 1);

export function checkName(name: string): Refusal | undefined {
  if (name.length > maxNameCharacters)
    return refusal('PropertyNameTooLong', 'The property name exceeds the maximum allowed length (255).');
  return identifier.test(name) ? undefined : refusal('PropertyNameInvalid', 'The property name is invalid.');
}

export function checkDate({ name, value, type }: Property): Refusal | undefined {
  if (type !== 'Edm.DateTime' || !(Date.parse(String(value)) < firstDate)) return undefined;
  return refusal('OutOfRangeInput', `The '${name}' parameter of value '${value}' is out of range.`);
}
