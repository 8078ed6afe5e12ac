import type { Schema } from '../schema/schema.ts';
import type { Column, ColumnType, Table } from '../schema/table.ts';
import type { ApiResponse } from '../web-api/api-request.ts';

/** `$metadata`: entity types with their properties and navigation, and the sets (OData 4.0 CSDL). No operations. */
export function edmxDocument(schema: Schema): ApiResponse {
  const types = schema.all().map((table) => entityType(schema, table));
  const sets = schema
    .all()
    .map(({ set, name }) => `<EntitySet Name="${set}" EntityType="Microsoft.Dynamics.CRM.${name}" />`);
  const body = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${types.join('\n')}
<EntityContainer Name="System">${sets.join('')}</EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;
  return { status: 200, headers: { 'content-type': 'application/xml', 'odata-version': '4.0' }, body };
}

function entityType(schema: Schema, table: Table): string {
  const columns = [...table.columns.values()];
  const properties = columns.map(property);
  const single = columns.flatMap((column) =>
    column.targets.map(({ navigation, table: target }) => navigationProperty(navigation, `mscrm.${target}`)),
  );
  const many = schema
    .childrenOf(table.name)
    .map(({ table: child, target }) => navigationProperty(target.collection, `Collection(mscrm.${child})`));
  const key = `<Key><PropertyRef Name="${table.key}" /></Key>`;
  return `<EntityType Name="${table.name}">${key}${[...properties, ...single, ...many].join('')}</EntityType>`;
}

function property(column: Column): string {
  const name = column.type === 'lookup' ? `_${column.name}_value` : column.name;
  return `<Property Name="${name}" Type="${edmTypes[column.type]}" />`;
}

function navigationProperty(name: string, type: string): string {
  return `<NavigationProperty Name="${name}" Type="${type}" />`;
}

const edmTypes: Readonly<Record<ColumnType, string>> = {
  key: 'Edm.Guid',
  guid: 'Edm.Guid',
  text: 'Edm.String',
  memo: 'Edm.String',
  integer: 'Edm.Int32',
  bigint: 'Edm.Int64',
  decimal: 'Edm.Decimal',
  money: 'Edm.Decimal',
  boolean: 'Edm.Boolean',
  datetime: 'Edm.DateTimeOffset',
  date: 'Edm.Date',
  choice: 'Edm.Int32',
  choices: 'Edm.String',
  state: 'Edm.Int32',
  status: 'Edm.Int32',
  lookup: 'Edm.Guid',
};
