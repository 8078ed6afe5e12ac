import type { Table } from './metadata.ts';
import { type Row, textOf } from './row.ts';

/**
 * What a person calls this row: its name, else the first text in a column of the table's own (many rows of imported tables are
 * written without a name), else nothing to go by.
 */
export function rowName(table: Table, row: Row): string {
  return textOf(row, table.nameColumn) || firstOwnText(table, row) || '(no name)';
}

/** Own columns carry a publisher's prefix; keys that begin with `_` are lookups, keys with `@` annotations. */
function firstOwnText({ idColumn }: Table, row: Row): string {
  const column = Object.keys(row).find(
    (key) => /^[a-z0-9]+_\w+$/.test(key) && key !== idColumn && typeof row[key] === 'string' && row[key] !== '',
  );
  return column ? textOf(row, column) : '';
}
