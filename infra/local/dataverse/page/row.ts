/** A row as the Web API answers it: columns, lookups as `_column_value`, and annotations. Nothing about it is certain. */
export type Row = Readonly<Record<string, unknown>>;

const formatted = '@OData.Community.Display.V1.FormattedValue';
const lookupTable = '@Microsoft.Dynamics.CRM.lookuplogicalname';

/** What a lookup column points at; `name` is for people. */
export type Lookup = { readonly table: string; readonly id: string; readonly name: string };

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a collection answer; anything that is not a row is left out. */
export function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

/** The column as text, '' when it is null or missing. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value);
}

export function numberOf(row: Row, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'number' ? value : undefined;
}

/** What a person should read: the formatted value where the server gives one, else the raw one. Knows lookups by their plain name. */
export function displayOf(row: Row, column: string): string {
  const lookup = `_${column}_value`;
  return (
    textOf(row, column + formatted) || textOf(row, lookup + formatted) || textOf(row, column) || textOf(row, lookup)
  );
}

/** `fallbackTable` serves answers without annotations. */
export function lookupOf(row: Row, column: string, fallbackTable: string): Lookup | null {
  const key = `_${column}_value`;
  const id = textOf(row, key);
  if (!id) return null;
  return { table: textOf(row, key + lookupTable) || fallbackTable, id, name: textOf(row, key + formatted) || id };
}
