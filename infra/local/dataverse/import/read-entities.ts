import { withSystemColumns } from '../schema/make-table.ts';
import type { Schema } from '../schema/schema.ts';
import type { Column, Option, Table } from '../schema/table.ts';
import { firstLabel, readAttribute, readOptionSet } from './read-attribute.ts';
import { type RelationshipPart, readRelationships } from './read-relationships.ts';
import { child, childrenNamed, textIn, type Xml } from './xml.ts';

/** What the zip does to tables: whole new ones, and columns for those that are there. Targets of lookups are in it already. */
export type TableParts = {
  readonly tables: readonly Table[];
  /** Attribute types we do not have. */
  readonly notUnderstood: readonly string[];
  /** Tables that the zip only adds to, and so must be there. */
  readonly needed: readonly string[];
};

export function readEntities(customizations: Xml, schema: Schema): TableParts {
  const globalOptions = readGlobalOptions(customizations);
  const relationships = readRelationships(customizations);
  const notUnderstood: string[] = [];
  const needed: string[] = [];
  const tables = new Map<string, Table>();
  for (const entity of childrenNamed(child(customizations, 'Entities'), 'Entity')) {
    const name = textIn(entity, 'Name').toLowerCase();
    const info = child(child(entity, 'EntityInfo'), 'entity');
    const columns = readColumns(info, globalOptions, (type) => notUnderstood.push(`${name}: attribute type ${type}`));
    const known = schema.table(name);
    const own = info && columns.some(({ type }) => type === 'key');
    if (!known && !own) needed.push(name);
    const base = own ? newTable(name, entity, info, columns) : known;
    if (!base) continue;
    tables.set(name, own && !known ? base : { ...(known ?? base), columns: merged(known ?? base, columns) });
  }
  for (const part of relationships) addTarget(tables, schema, part);
  return { tables: [...tables.values()], notUnderstood, needed };
}

function readGlobalOptions(customizations: Xml): ReadonlyMap<string, readonly Option[]> {
  const sets = childrenNamed(child(customizations, 'optionsets'), 'optionset');
  return new Map(sets.map((set) => [set.attributes.Name ?? '', readOptionSet(set)]));
}

function readColumns(
  info: Xml | undefined,
  globalOptions: ReadonlyMap<string, readonly Option[]>,
  notUnderstood: (type: string) => void,
): readonly Column[] {
  return childrenNamed(child(info, 'attributes'), 'attribute').flatMap((attribute) => {
    const column = readAttribute(attribute, globalOptions);
    if (!column) notUnderstood(textIn(attribute, 'Type'));
    return column ? [column] : [];
  });
}

function newTable(name: string, entity: Xml, info: Xml, columns: readonly Column[]): Table {
  const primaryName = primaryNameOf(info);
  const activity = textIn(info, 'IsActivity') === '1';
  const owned = textIn(info, 'OwnershipTypeMask') === 'UserOwned' ? 'user' : 'organization';
  return {
    name,
    schemaName: textIn(entity, 'Name'),
    set: textIn(info, 'EntitySetName') || `${name}s`,
    code: tableCode(name),
    key: columns.find(({ type }) => type === 'key')?.name ?? `${name}id`,
    ...(primaryName !== undefined && { primaryName }),
    label: firstLabel(child(info, 'LocalizedNames')) ?? name,
    pluralLabel: firstLabel(child(info, 'LocalizedCollectionNames')) ?? name,
    owned,
    custom: true,
    activity,
    changeTracking: textIn(info, 'ChangeTrackingEnabled') === '1',
    columns: withSystemColumns({ name, activity }, owned, columns.filter(isOwn)),
    alternateKeys: readAlternateKeys(info),
  };
}

/** Exports list the platform's own columns too; ours are better informed (their lookups have targets). */
function isOwn(column: Column): boolean {
  return column.custom || column.type === 'key' || column.type === 'state' || column.type === 'status';
}

function primaryNameOf(info: Xml): string | undefined {
  const attributes = childrenNamed(child(info, 'attributes'), 'attribute');
  const named = attributes.find((attribute) => textIn(attribute, 'DisplayMask').split('|').includes('PrimaryName'));
  return named && textIn(named, 'LogicalName');
}

/** Codes of custom tables differ from organisation to organisation; any above 10,000 will do. */
function tableCode(name: string): number {
  return 10_100 + [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 800, 0);
}

function readAlternateKeys(info: Xml): ReadonlyMap<string, readonly string[]> {
  const keys = childrenNamed(child(info, 'EntityKeys'), 'EntityKey');
  return new Map(
    keys.map((key) => [
      textIn(key, 'LogicalName') || (key.attributes.Name ?? ''),
      childrenNamed(child(key, 'EntityKeyAttributes'), 'AttributeName').map(({ text }) => text.toLowerCase()),
    ]),
  );
}

/** The zip's columns over the known ones; a lookup keeps the targets it had. */
function merged(table: Table, columns: readonly Column[]): ReadonlyMap<string, Column> {
  const result = new Map(table.columns);
  for (const column of columns.filter(isOwn)) {
    result.set(column.name, { ...column, targets: result.get(column.name)?.targets ?? [] });
  }
  return result;
}

function addTarget(tables: Map<string, Table>, schema: Schema, part: RelationshipPart): void {
  const table = tables.get(part.child) ?? schema.table(part.child);
  const column = table?.columns.get(part.column);
  // Who created, changed or owns a row is known for every table; the relationships of exports say it once more.
  if (!table || !column?.custom) return;
  const target = {
    table: part.parent,
    relationship: part.name,
    collection: part.collection ?? part.name,
    navigation: part.navigation ?? column.schemaName,
    onDelete: part.onDelete,
  };
  const others = column.targets.filter(({ relationship }) => relationship !== part.name);
  const columns = new Map(table.columns).set(column.name, { ...column, targets: [...others, target] });
  tables.set(table.name, { ...table, columns });
}
