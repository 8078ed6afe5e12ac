import { type ColumnDetails, noDetails } from './column-details.ts';
import type { Field } from './form-layout.ts';
import type { Column } from './metadata.ts';

const kinds: Readonly<Record<string, Field['kind']>> = {
  String: 'text',
  Memo: 'memo',
  Boolean: 'yesno',
  Integer: 'number',
  BigInt: 'number',
  Decimal: 'number',
  Double: 'number',
  Money: 'number',
  Picklist: 'choice',
  Lookup: 'lookup',
  Customer: 'lookup',
};
const formats: Readonly<Record<string, Field['kind']>> = {
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  DateOnly: 'date',
};

/**
 * A column as a field of a form. What cannot be edited here is shown: times, owner and state, choices and lookups without details.
 */
export function toField(column: Column, { options, target }: ColumnDetails = noDetails): Field {
  const kind = kindOf(column);
  const isShown =
    kind === 'shown' || (kind === 'choice' && options === undefined) || (kind === 'lookup' && target === undefined);
  const readOnly = isShown || !column.canWrite;
  return {
    column: column.name,
    label: column.label,
    kind: isShown ? 'shown' : kind,
    required: column.required && !readOnly,
    readOnly,
    ...(column.maxLength !== undefined && { maxLength: column.maxLength }),
    ...(kind === 'choice' && options && { options }),
    ...(kind === 'lookup' && target && { target }),
  };
}

function kindOf({ type, format = '' }: Column): Field['kind'] {
  return formats[format] ?? kinds[type] ?? 'shown';
}
