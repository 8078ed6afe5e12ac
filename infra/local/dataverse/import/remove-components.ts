import type { Organisation } from '../organisation/organisation.ts';
import { standardFormIds } from '../organisation/standard-forms.ts';
import type { Table } from '../schema/table.ts';
import { withChanges } from '../store/row.ts';
import type { Change } from '../store/store.ts';
import { rowsOf } from './components.ts';
import type { Layer } from './layer.ts';
import { readEntities } from './read-entities.ts';
import { readSteps } from './read-steps.ts';

/** Makes the tables anew: the standard ones, and over them what each layer brings. */
export function rebuildSchema(org: Organisation, layers: readonly Layer[]): void {
  org.schema.reset();
  for (const { file } of layers) {
    for (const table of readEntities(file.customizations, org.schema).tables) org.schema.put(table);
  }
}

/**
 * Takes away what `before` brought and `after` does not: component rows, tables with their rows, columns with their values. No step
 * runs. Answers the changes, which are written already.
 */
export function removeComponents(
  org: Organisation,
  before: readonly Layer[],
  after: readonly Layer[],
): readonly Change[] {
  const gone = rowsLost(org, before, after);
  const tablesBefore = org.schema.all();
  rebuildSchema(org, after);
  const changes = [...gone, ...tablesBefore.flatMap((table) => dataLost(org, table))];
  org.store.apply(changes);
  return changes;
}

function rowsLost(org: Organisation, before: readonly Layer[], after: readonly Layer[]): readonly Change[] {
  const keep = new Set(after.flatMap((layer) => allRows(org, layer)).map(({ table, id }) => `${table} ${id}`));
  return before
    .flatMap((layer) => allRows(org, layer))
    .filter(({ table, id }) => !keep.has(`${table} ${id}`) && !standardFormIds.has(id) && org.store.rows(table).get(id))
    .flatMap(({ table, id }) => [...childrenLost(org, table, id), { table, id, after: undefined }]);
}

/** Rows that hang on a component and are no components: who has a role, what it allows, jobs of a step. */
function childrenLost(org: Organisation, table: string, id: string): readonly Change[] {
  return org.schema
    .childrenOf(table)
    .filter(({ target }) => target.onDelete === 'Cascade')
    .flatMap((children) =>
      org.store
        .rows(children.table)
        .pointingAt(children.column, id)
        .map((row) => ({ table: children.table, id: row.id, after: undefined })),
    );
}

function allRows(org: Organisation, { file }: Layer) {
  const steps = readSteps(file.customizations).flatMap(({ row, images }) => [row, ...images]);
  return [...steps, ...rowsOf(org, file)];
}

function dataLost(org: Organisation, before: Table): readonly Change[] {
  const now = org.schema.table(before.name);
  if (!now) {
    const filters = [...org.store.rows('sdkmessagefilter').all()]
      .filter(({ values }) => values.primaryobjecttypecode === before.name)
      .map(({ id }) => ({ table: 'sdkmessagefilter', id, after: undefined }));
    return [
      ...[...org.store.rows(before.name).all()].map(({ id }) => ({ table: before.name, id, after: undefined })),
      ...filters,
    ];
  }
  const lost = [...before.columns.keys()].filter((column) => !now.columns.has(column));
  if (lost.length === 0) return [];
  const none = Object.fromEntries(lost.map((column) => [column, null]));
  return [...org.store.rows(before.name).all()]
    .filter(({ values }) => lost.some((column) => values[column] !== undefined))
    .map((row) => ({ table: before.name, id: row.id, after: { ...row, values: withChanges(row.values, none) } }));
}
