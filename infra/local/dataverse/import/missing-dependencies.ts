import { messageIds } from '../organisation/message-ids.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { mergeableTables } from '../schema/table.ts';
import { type Component, componentOf, keyOf, rowTypes } from './components.ts';
import type { ImportPlan } from './plan-import.ts';
import { readRelationships } from './read-relationships.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, writeXml } from './xml.ts';

/**
 * What must be there before the zip can be imported, and is not, each as a `<MissingDependency>`: those of the manifest as they stand
 * there, others made here. Nothing is changed while any is missing.
 */
export function missingDependencies(org: Organisation, file: SolutionFile, plan: ImportPlan): readonly string[] {
  const hasTable = (name: string) =>
    org.schema.table(name) !== undefined || plan.tables.some((table) => table.name === name);
  const declared = manifestDependencies(file, org, hasTable);
  const named = new Set(declared.map(({ component }) => keyOf(component)));
  const tables = [
    ...plan.needed,
    ...relationshipTables(file).filter((table) => !hasTable(table) && !platformTables.has(table)),
  ];
  return [
    ...declared.map(({ xml }) => xml),
    ...[...new Set(tables)]
      .filter((table) => !named.has(`1 ${table}`))
      .map((table) => missingXml(table, file.uniqueName)),
    ...stepDependencies(org, plan, (table) => hasTable(table) || named.has(`1 ${table}`)),
  ];
}

/** In the format of a manifest. `dependent`: what needs it, in words. */
function missingXml(required: string, dependent: string, type = 1): string {
  return writeXml({
    name: 'MissingDependency',
    attributes: {},
    text: '',
    children: [
      {
        name: 'Required',
        attributes: { type: `${type}`, schemaName: required, solution: 'Active' },
        text: '',
        children: [],
      },
      { name: 'Dependent', attributes: { displayName: dependent }, text: '', children: [] },
    ],
  });
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
): readonly { readonly component: Component; readonly xml: string }[] {
  return childrenNamed(child(manifest, 'MissingDependencies'), 'MissingDependency').flatMap((part) => {
    const required = child(part, 'Required');
    if (!required) return [];
    const component = componentOf(required);
    return isThere(org, component, hasTable) ? [] : [{ component, xml: writeXml(part) }];
  });
}

function isThere(org: Organisation, component: Component, hasTable: (name: string) => boolean): boolean {
  if (component.type === 1) return hasTable(component.name);
  return component.type === 2 ? hasColumn(org, component.name) : hasRow(org, component);
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
    const dependent = `step "${step.name}"`;
    const known = endpoints.has(step.handlerId) || org.store.rows('serviceendpoint').get(step.handlerId);
    const toEndpoint = step.handlerTable === 'serviceendpoint';
    return [
      ...(org.store.rows('sdkmessage').get(step.messageId) ? [] : [missingXml(step.messageId, dependent, 201)]),
      ...(step.table === 'none' || hasTable(step.table) ? [] : [missingXml(step.table, dependent)]),
      ...(step.messageId === mergeId && !mergeableTables.has(step.table)
        ? [missingXml(`${step.table} has no Merge message`, dependent, 202)]
        : []),
      ...(toEndpoint && step.handlerId === '' ? [missingXml('EventHandler is missing', dependent, 95)] : []),
      ...(toEndpoint && step.handlerId !== '' && !known ? [missingXml(step.handlerId, dependent, 95)] : []),
    ];
  });
}
