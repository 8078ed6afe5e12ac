import { guidOf } from '../guid.ts';
import type { Table } from '../schema/table.ts';
import { labelJson } from './label-json.ts';

export type MetadataJson = Readonly<Record<string, unknown>>;

/** EntityMetadata (Web API metadata reference), the members that callers ask for. */
export function entityJson(table: Table): MetadataJson {
  return {
    MetadataId: guidOf(`entity ${table.name}`),
    LogicalName: table.name,
    SchemaName: table.schemaName,
    LogicalCollectionName: table.set,
    CollectionSchemaName: table.set,
    EntitySetName: table.set,
    PrimaryIdAttribute: table.key,
    PrimaryNameAttribute: table.primaryName ?? null,
    ObjectTypeCode: table.code,
    DisplayName: labelJson(table.label),
    DisplayCollectionName: labelJson(table.pluralLabel),
    IsCustomEntity: table.custom,
    IsActivity: table.activity,
    IsIntersect: false,
    OwnershipType: ownershipTypes[table.owned],
    TableType: 'Standard',
    ChangeTrackingEnabled: table.changeTracking,
    HasChanged: null,
  };
}

const ownershipTypes = { user: 'UserOwned', organization: 'OrganizationOwned', none: 'None' } as const;
