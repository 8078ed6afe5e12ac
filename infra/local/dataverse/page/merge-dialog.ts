import { askWith } from './dialog.ts';
import { element } from './element.ts';
import { isLookup, type Value } from './field-value.ts';
import type { Field } from './form-layout.ts';
import { type Difference, findDifferences, toMergeBody } from './merge-body.ts';
import type { Metadata, Table } from './metadata.ts';
import { createRadioPair } from './radio-pair.ts';
import type { Done } from './record-commands.ts';
import { toRecord } from './route.ts';
import { type Row, textOf } from './row.ts';
import { rowName } from './row-name.ts';
import type { WebApi } from './web-api.ts';

/** Asks which of two records stays, and for each field they differ in whose value stays; then merges. The other is deactivated. */
export async function askMerge(
  context: {
    readonly api: WebApi;
    readonly metadata: Metadata;
    readonly table: Table;
    readonly fields: readonly Field[];
  },
  ids: readonly [string, string],
): Promise<Done | undefined> {
  const { api, metadata, table, fields } = context;
  const rows = await readBoth(context, ids);
  const differences = findDifferences(fields, rows);
  const names = [rowName(table, rows[0]), rowName(table, rows[1])] as const;
  const winner = createRadioPair('merge-winner', 'Record that stays', names);
  const choices = differences.map(toChoice);
  // Another winner takes its own values with it, as in Dynamics; single fields can be changed after that.
  winner.onChange((side) => {
    for (const { pair } of choices) pair.select(side);
  });
  const answer = await askWith({
    title: `Merge two ${table.pluralLabel.toLowerCase()}`,
    content: [
      element('p', {}, 'The other record is deactivated; what belongs to it moves to the one that stays.'),
      element('table', { class: 'merge' }, element('tbody', {}, winner.row, ...choices.map(({ pair }) => pair.row))),
    ],
    confirmLabel: 'Merge',
    read: () => ({ winner: winner.side(), chosen: new Map(choices.map(({ column, pair }) => [column, pair.side()])) }),
  });
  if (!answer) return undefined;
  await api.call('Merge', toMergeBody({ table, metadata, rows, differences, ...answer }));
  const kept = rows[answer.winner];
  const link = element(
    'a',
    { href: toRecord(table.name, textOf(kept, table.idColumn)) },
    `Open ${rowName(table, kept)}`,
  );
  return { text: 'Merged.', links: [link] };
}

async function readBoth(
  { api, table }: { readonly api: WebApi; readonly table: Table },
  [a, b]: readonly [string, string],
): Promise<readonly [Row, Row]> {
  return Promise.all([api.read(`${table.entitySet}(${a})`), api.read(`${table.entitySet}(${b})`)]);
}

function toChoice({ field, values }: Difference) {
  const labels = [toText(field, values[0]), toText(field, values[1])] as const;
  return { column: field.column, pair: createRadioPair(`merge-${field.column}`, field.label, labels) };
}

function toText(field: Field, value: Value): string {
  if (value === null) return '';
  if (isLookup(value)) return value.name;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return field.options?.find((option) => option.value === value)?.label ?? String(value);
}
