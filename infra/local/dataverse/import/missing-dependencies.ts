import { messageIds } from '../organisation/message-ids.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { mergeableTables } from '../schema/table.ts';
import { type Component, componentOf, rowTypes } from './components.ts';
import type { ImportPlan } from './plan-import.ts';
import { readRelationships } from './read-relationships.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed } from './xml.ts';

/** What must be there before the zip can be imported, and is not, one sentence each. Nothing is changed while any is missing. */
export function missingDependencies(org: Organisation, file: SolutionFile, plan: ImportPlan): readonly string[] {
  const hasTable = (name: string) =>
    org.schema.table(name) !== undefined || plan.tables.some((table) => table.name === name);
  return [
    ...new Set([
      ...manifestDependencies(file, org, hasTable),
      ...plan.needed.map((table) => missingTable(table)),
      ...relationshipTables(file)
        .filter((table) => !hasTable(table) && !platformTables.has(table))
        .map(missingTable),
      ...stepDependencies(org, plan, hasTable),
    ]),
  ];
}

function missingTable(table: string): string {
  return `table ${table} is not in this organisation`;
}

/** Tables that every organisation has and this stand-in has not: lookups to them point nowhere, but they do not stop an import. */
const platformTables: ReadonlySet<string> = new Set([
  'owner',
  'processstage',
  'team',
  'transactioncurrency',
  'workflow',
]);

function relationshipTables({ customizations }: SolutionFile): readonly string[] {
  return readRelationships(customizations).flatMap(({ child: referencing, parent }) => [referencing, parent]);
}

/** `<MissingDependencies>`: tables (type 1), columns (2), and components that are rows. Other types cannot be looked up here. */
function manifestDependencies(
  { manifest }: SolutionFile,
  org: Organisation,
  hasTable: (name: string) => boolean,
): readonly string[] {
  const required = childrenNamed(child(manifest, 'MissingDependencies'), 'MissingDependency').map((part) =>
    child(part, 'Required'),
  );
  return required.flatMap((part) => {
    if (!part) return [];
    const component = componentOf(part);
    const from = part.attributes.solution === undefined ? '' : ` (of ${part.attributes.solution})`;
    if (component.type === 1) return hasTable(component.name) ? [] : [`${missingTable(component.name)}${from}`];
    if (component.type === 2)
      return hasColumn(org, component.name) ? [] : [`column ${component.name} is not in this organisation${from}`];
    return hasRow(org, component)
      ? []
      : [`component ${component.name} of type ${component.type} is not in this organisation${from}`];
  });
}

function hasColumn(org: Organisation, name: string): boolean {
  const [table = '', column = ''] = name.split('.');
  return org.schema.table(table)?.columns.has(column) ?? false;
}

function hasRow(org: Organisation, { type, name }: Component): boolean {
  const table = [...rowTypes].find(([, known]) => known === type)?.[0];
  if (table === undefined) return true;
  return [...org.store.rows(table).all()].some(
    (row) => row.id === name || Object.values(row.values).some((value) => String(value).toLowerCase() === name),
  );
}

function stepDependencies(org: Organisation, plan: ImportPlan, hasTable: (name: string) => boolean): readonly string[] {
  const endpoints = new Set(plan.rows.filter(({ table }) => table === 'serviceendpoint').map(({ id }) => id));
  const mergeId = messageIds.get('Merge');
  return plan.steps.flatMap((step) => {
    const problems: string[] = [];
    if (!org.store.rows('sdkmessage').get(step.messageId)) problems.push('its message is unknown');
    if (step.table !== 'none' && !hasTable(step.table)) problems.push(missingTable(step.table));
    if (step.messageId === mergeId && !mergeableTables.has(step.table))
      problems.push(`${step.table} has no Merge message`);
    if (step.handlerId === '' && step.handlerTable === 'serviceendpoint') problems.push('EventHandler is missing');
    const known = endpoints.has(step.handlerId) || org.store.rows('serviceendpoint').get(step.handlerId);
    if (step.handlerTable === 'serviceendpoint' && step.handlerId !== '' && !known) {
      problems.push(`service endpoint ${step.handlerId} is not there`);
    }
    return problems.map((problem) => `step "${step.name}": ${problem}`);
  });
}
