import { fromRow, isSame, toProperty, type Value } from './field-value.ts';
import type { Field } from './form-layout.ts';
import type { Metadata, Table } from './metadata.ts';
import { type Row, textOf } from './row.ts';

export type Difference = { readonly field: Field; readonly values: readonly [Value, Value] };

/** The fields two rows do not agree on, in the order of the form. */
export function findDifferences(fields: readonly Field[], rows: readonly [Row, Row]): readonly Difference[] {
  return fields
    .filter(({ readOnly }) => !readOnly)
    .map((field) => ({ field, values: [fromRow(field, rows[0]), fromRow(field, rows[1])] as const }))
    .filter(({ values: [a, b] }) => !isSame(a, b));
}

/**
 * The body of the Merge action (learn.microsoft.com, "Merge table rows using the Web API"). `winner` is 0 or 1; `chosen` says by
 * column which row's value stays. Only values that come from the loser are in UpdateContent.
 */
export function toMergeBody(merge: {
  readonly table: Table;
  readonly metadata: Metadata;
  readonly rows: readonly [Row, Row];
  readonly winner: 0 | 1;
  readonly differences: readonly Difference[];
  readonly chosen: ReadonlyMap<string, 0 | 1>;
}): Row {
  const { table, winner } = merge;
  const type = { '@odata.type': `Microsoft.Dynamics.CRM.${table.name}` };
  const idOf = (row: Row) => ({ [table.idColumn]: textOf(row, table.idColumn), ...type });
  const entitySetOf = (name: string) => merge.metadata.find(name)?.entitySet ?? `${name}s`;
  const taken = merge.differences.filter(({ field }) => (merge.chosen.get(field.column) ?? winner) !== winner);
  const content = taken.map(({ field, values }) => toProperty(field, values[winner === 0 ? 1 : 0], entitySetOf));
  return {
    Target: idOf(merge.rows[winner]),
    Subordinate: idOf(merge.rows[winner === 0 ? 1 : 0]),
    UpdateContent: { ...Object.fromEntries(content), ...type },
    PerformParentingChecks: false,
  };
}
