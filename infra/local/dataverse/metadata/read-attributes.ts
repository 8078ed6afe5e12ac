import { DataverseError } from '../errors.ts';
import { type QueryOptions, readQueryOptions } from '../odata/query-options.ts';
import type { Column, Table } from '../schema/table.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import type { Segment } from '../web-api/read-path.ts';
import { jsonResponse } from '../web-api/respond.ts';
import { attributeJson, optionSetJson } from './attribute-json.ts';
import type { MetadataJson } from './entity-json.ts';
import { queryMetadata, selected } from './query-metadata.ts';

const prefix = 'Microsoft.Dynamics.CRM.';

/** `EntityDefinitions(…)/Attributes`, one of them by name, or those of one type with their option sets. */
export function readAttributes(
  api: Api,
  request: ApiRequest,
  table: Table,
  segment: Segment,
  rest: readonly Segment[],
): ApiResponse {
  const options = readQueryOptions(request.query);
  const cast = [...rest].find(({ name }) => name.startsWith(prefix))?.name.slice(prefix.length);
  const rows = visibleColumns(api, table)
    .map((column) => ({ column, json: withOptionSet(api, table, column, options) }))
    .filter(({ json }) => cast === undefined || json['@odata.type'] === `#${prefix}${cast}`);
  if (segment.key === undefined) {
    const value = queryMetadata(
      rows.map(({ json }) => json),
      request.query,
    );
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#EntityDefinitions('${table.name}')/Attributes`,
      value,
    });
  }
  const name = /^LogicalName='(.*)'$/.exec(segment.key)?.[1] ?? segment.key;
  const found = rows.find(({ column, json }) => column.name === name || json.MetadataId === name);
  if (!found)
    throw new DataverseError(404, '0x80060888', `Could not find an attribute with the given key: ${segment.key}.`);
  const context = `${api.base}/$metadata#EntityDefinitions('${table.name}')/Attributes/$entity`;
  return jsonResponse(200, { '@odata.context': context, ...selected(found.json, options) });
}

export function attributeRows(api: Api, table: Table): readonly MetadataJson[] {
  return visibleColumns(api, table).map((column) => attributeJson(table, column, isSecured(api, table, column)));
}

function visibleColumns(api: Api, table: Table): readonly Column[] {
  return [...table.columns.values()].filter(({ name }) => !api.org.access.isDropped(table.name, name));
}

function isSecured(api: Api, table: Table, column: Column): boolean {
  return column.secured || api.org.access.isSecured(table.name, column.name);
}

function withOptionSet(api: Api, table: Table, column: Column, options: QueryOptions): MetadataJson {
  const json = attributeJson(table, column, isSecured(api, table, column));
  const wanted = options.expand.some(({ navigation }) => navigation === 'OptionSet');
  return wanted && column.options.length > 0 ? { ...json, OptionSet: optionSetJson(table, column) } : json;
}
