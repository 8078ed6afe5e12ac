import { type ColumnDetails, noDetails } from './column-details.ts';
import type { FormLayout, Section } from './form-layout.ts';
import type { Column, Table } from './metadata.ts';
import { toField } from './to-field.ts';

/**
 * A form for a table that has none: the table's own columns (they carry a publisher's prefix), in the order the server names them,
 * long texts last.
 */
export function toGenericForm(
  table: Table,
  columns: readonly Column[],
  details: (column: string) => ColumnDetails = () => noDetails,
): FormLayout {
  const fields = columns
    .filter((column) => isOwn(table, column))
    .map((column) => toField(column, details(column.name)));
  const sections: readonly Section[] = [
    { name: 'general', label: table.label, fields: fields.filter(({ kind }) => kind !== 'memo'), subgrids: [] },
    { name: 'content', label: 'Content', fields: fields.filter(({ kind }) => kind === 'memo'), subgrids: [] },
  ];
  return {
    table: table.name,
    tabs: [{ name: 'general', label: 'General', sections: sections.filter((section) => section.fields.length > 0) }],
  };
}

function isOwn(table: Table, { name, type }: Column): boolean {
  return name !== table.idColumn && name.includes('_') && type !== 'Virtual';
}
