import { guidOf } from '../guid.ts';
import type { Schema } from '../schema/schema.ts';
import type { Column, LookupTarget, Table } from '../schema/table.ts';
import { mergeableTables } from '../schema/table.ts';
import type { MetadataJson } from './entity-json.ts';

/** OneToManyRelationshipMetadata of every relationship in which the table holds the lookup. */
export function manyToOneJson(schema: Schema, table: Table): readonly MetadataJson[] {
  return [...table.columns.values()].flatMap((column) =>
    column.targets.map((target) => relationshipJson(schema, table, column, target)),
  );
}

/** The same, in which the table is the parent. */
export function oneToManyJson(schema: Schema, table: Table): readonly MetadataJson[] {
  return schema.childrenOf(table.name).flatMap(({ table: name, column: columnName, target }) => {
    const child = schema.table(name);
    const column = child?.columns.get(columnName);
    return child && column ? [relationshipJson(schema, child, column, target)] : [];
  });
}

function relationshipJson(schema: Schema, table: Table, column: Column, target: LookupTarget): MetadataJson {
  return {
    MetadataId: guidOf(`relationship ${target.relationship}`),
    SchemaName: target.relationship,
    RelationshipType: 'OneToManyRelationship',
    IsCustomRelationship: column.custom,
    ReferencingEntity: table.name,
    ReferencingAttribute: column.name,
    ReferencingEntityNavigationPropertyName: target.navigation,
    ReferencedEntity: target.table,
    ReferencedAttribute: schema.table(target.table)?.key ?? `${target.table}id`,
    ReferencedEntityNavigationPropertyName: target.collection,
    CascadeConfiguration: {
      Assign: 'NoCascade',
      Delete: target.onDelete,
      Merge: mergeableTables.has(target.table) ? 'Cascade' : 'NoCascade',
      Reparent: 'NoCascade',
      Share: 'NoCascade',
      Unshare: 'NoCascade',
    },
  };
}
