import type { Organisation } from '../organisation/organisation.ts';
import type { ComponentRow } from './component-row.ts';
import { readApps } from './read-apps.ts';
import { readCustomApis } from './read-custom-apis.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readForms } from './read-forms.ts';
import { readRelationships } from './read-relationships.ts';
import { readRibbons } from './read-ribbons.ts';
import { readRoles, readVariables } from './read-roles.ts';
import { readSteps } from './read-steps.ts';
import { readViews } from './read-views.ts';
import { readWebResources } from './read-web-resources.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, textIn, type Xml } from './xml.ts';

/** A part of a solution in the words of `solutioncomponent`: its type and what identifies it within the type. */
export type Component = { readonly type: number; readonly name: string };

/** Component types (choice `componenttype`) by the table that holds their rows. */
export const rowTypes: ReadonlyMap<string, number> = new Map([
  ['role', 20],
  ['savedquery', 26],
  ['ribbondiff', 55],
  ['systemform', 60],
  ['webresource', 61],
  ['sitemap', 62],
  ['appmodule', 80],
  ['sdkmessageprocessingstep', 92],
  ['sdkmessageprocessingstepimage', 93],
  ['serviceendpoint', 95],
  ['environmentvariabledefinition', 380],
  ['customapi', 10027],
]);

/** Types whose name in a manifest is the row's unique name, not its id. */
const namedBy: ReadonlyMap<string, string> = new Map([
  ['webresource', 'name'],
  ['sitemap', 'sitemapnameunique'],
  ['appmodule', 'uniquename'],
  ['environmentvariabledefinition', 'schemaname'],
  ['customapi', 'uniquename'],
]);

/** Rows that a zip brings, but for steps and their images. */
export function rowsOf(org: Organisation, file: SolutionFile): readonly ComponentRow[] {
  const { customizations } = file;
  return [
    ...readEndpoints(customizations),
    ...readWebResources(file),
    ...readForms(customizations),
    ...readViews(customizations),
    ...readRibbons(file),
    ...readApps(customizations),
    ...readCustomApis(file, org.identity.id()),
    ...readRoles(file),
    ...readVariables(file),
  ];
}

/** What a zip brings: tables (1), columns (2) and rows. */
export function providedBy(org: Organisation, file: SolutionFile): readonly Component[] {
  const steps = readSteps(file.customizations).map(({ row }) => row);
  const rows = [...rowsOf(org, file), ...steps].flatMap(({ table, id, values }) => {
    const type = rowTypes.get(table);
    return type === undefined ? [] : [{ type, name: String(values[namedBy.get(table) ?? ''] ?? id).toLowerCase() }];
  });
  return [...entitiesOf(file).flatMap(tableAndColumns), ...rows];
}

/** What a zip needs of others: what its manifest says, the tables it hangs on, and the endpoints of its steps. */
export function neededBy(file: SolutionFile): readonly Component[] {
  const { manifest, customizations } = file;
  const required = childrenNamed(child(manifest, 'MissingDependencies'), 'MissingDependency').map((part) =>
    child(part, 'Required'),
  );
  const steps = readSteps(customizations);
  const tables = [
    ...entitiesOf(file).map(({ name }) => name),
    ...readRelationships(customizations).flatMap(({ child: referencing, parent }) => [referencing, parent]),
    ...steps.map(({ table }) => table),
  ];
  return [
    ...required.flatMap((part) => (part ? [componentOf(part)] : [])),
    ...[...new Set(tables)].map((name) => ({ type: 1, name })),
    ...steps.map(({ handlerId }) => ({ type: 95, name: handlerId })),
  ];
}

/** `<Required type schemaName|id parentSchemaName>` */
export function componentOf(part: Xml): Component {
  const { attributes } = part;
  const name = attributes.schemaName ?? (attributes.id ?? '').replace(/[{}]/g, '');
  const whole = attributes.parentSchemaName === undefined ? name : `${attributes.parentSchemaName}.${name}`;
  return { type: Number(attributes.type), name: whole.toLowerCase() };
}

export const keyOf = ({ type, name }: Component): string => `${type} ${name}`;

type EntityPart = { readonly name: string; readonly isOwn: boolean; readonly columns: readonly string[] };

function entitiesOf({ customizations }: SolutionFile): readonly EntityPart[] {
  return childrenNamed(child(customizations, 'Entities'), 'Entity').map((entity) => {
    const attributes = childrenNamed(child(child(child(entity, 'EntityInfo'), 'entity'), 'attributes'), 'attribute');
    return {
      name: textIn(entity, 'Name').toLowerCase(),
      isOwn: attributes.some((attribute) => textIn(attribute, 'Type') === 'primarykey'),
      columns: attributes.map((attribute) => textIn(attribute, 'LogicalName').toLowerCase()),
    };
  });
}

function tableAndColumns({ name, isOwn, columns }: EntityPart): readonly Component[] {
  const own = columns.map((column) => ({ type: 2, name: `${name}.${column}` }));
  return isOwn ? [{ type: 1, name }, ...own] : own;
}
