/** What a lookup column holds. */
export type Reference = { readonly table: string; readonly id: string };

/** Dates are ISO texts without milliseconds, several choices a text like `1,3`; a column that is empty is absent. */
export type Value = string | number | boolean | null | Reference;

export type Values = Readonly<Record<string, Value>>;

/** Rows are never changed: an update makes a new one, so images, snapshots and undo cost nothing. */
export type Row = { readonly id: string; readonly version: bigint; readonly values: Values };

export function isReference(value: Value | undefined): value is Reference {
  return typeof value === 'object' && value !== null;
}

export function referenceOf(row: Row, column: string): Reference | undefined {
  const value = row.values[column];
  return isReference(value) ? value : undefined;
}

export function textOf(row: Row, column: string): string {
  const value = row.values[column];
  return typeof value === 'string' ? value : '';
}

export function numberOf(row: Row, column: string): number | undefined {
  const value = row.values[column];
  return typeof value === 'number' ? value : undefined;
}

/**
 * `values` with `changes` in it, empty columns left out. The last copy is not idle: V8 keeps an object that was built property by
 * property as a hash table, four times as large as the plain one that a spread makes of it.
 */
export function withChanges(values: Values, changes: Values): Values {
  const result: Record<string, Value> = { ...values };
  for (const [column, value] of Object.entries(changes)) {
    if (value === null) delete result[column];
    else result[column] = value;
  }
  return { ...result };
}
