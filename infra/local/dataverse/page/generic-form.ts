import { type ColumnDetails, noDetails } from './column-details.ts';
import type { Field, FormLayout } from './form-layout.ts';
import type { Column, Table } from './metadata.ts';

const kinds: Readonly<Record<string, Field['kind']>> = {
  String: 'text',
  Memo: 'memo',
  Boolean: 'yesno',
  Integer: 'number',
  BigInt: 'number',
  Decimal: 'number',
  Double: 'number',
  Picklist: 'choice',
  Lookup: 'lookup',
  DateTime: 'shown',
};

/**
 * A form for a table nobody drew one for: the table's own columns (they carry a publisher's prefix), in the order the server
 * names them, long texts last. Choices and lookups without details, and times, are shown and not edited.
 */
export function toGenericForm(
  table: Table,
  columns: readonly Column[],
  details: (column: string) => ColumnDetails = () => noDetails,
): FormLayout {
  const fields = columns
    .filter((column) => isOwn(table, column))
    .map((column) => toField(column, details(column.name)));
  const long = fields.filter(({ kind }) => kind === 'memo');
  const short = fields.filter(({ kind }) => kind !== 'memo');
  const sections = [
    { label: table.label, fields: short },
    { label: 'Content', fields: long },
  ];
  return {
    table: table.name,
    tabs: [{ name: 'general', label: 'General', sections: sections.filter((section) => section.fields.length > 0) }],
  };
}

function isOwn(table: Table, column: Column): boolean {
  return column.type in kinds && column.name !== table.idColumn && column.name.includes('_');
}

function toField(column: Column, { options, target }: ColumnDetails): Field {
  const kind = kinds[column.type] ?? 'shown';
  const base = { column: column.name, label: column.label, required: column.required, readOnly: !column.canWrite };
  if (kind === 'choice') return options ? { ...base, kind, options } : { ...base, kind: 'shown', readOnly: true };
  if (kind === 'lookup') return target ? { ...base, kind, target } : { ...base, kind: 'shown', readOnly: true };
  return { ...base, kind, readOnly: base.readOnly || kind === 'shown' };
}
