import { DataverseError, methodNotAllowed, notHere } from '../errors.ts';
import { readQueryOptions } from '../odata/query-options.ts';
import type { Table } from '../schema/table.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import type { Segment } from '../web-api/read-path.ts';
import { jsonResponse } from '../web-api/respond.ts';
import { edmxDocument } from './edmx-document.ts';
import { entityJson, type MetadataJson } from './entity-json.ts';
import { queryMetadata, selected } from './query-metadata.ts';
import { attributeRows, readAttributes } from './read-attributes.ts';
import { manyToOneJson, oneToManyJson } from './relationship-json.ts';

/** `$metadata` and `EntityDefinitions…` (page "query table definitions"); undefined for another path. Metadata is read-only here. */
export function readMetadata(
  api: Api,
  request: ApiRequest,
  first: Segment,
  rest: readonly Segment[],
): ApiResponse | undefined {
  if (first.name === '$metadata') return edmxDocument(api.org.schema);
  if (first.name !== 'EntityDefinitions') return undefined;
  if (request.method !== 'GET') throw methodNotAllowed(request.method);
  if (first.key === undefined) {
    const rows = api.org.schema.all().map((table) => withExpanded(api, table, request));
    return listResponse(api, 'EntityDefinitions', queryMetadata(rows, request.query));
  }
  const table = findTable(api, first.key);
  const [next] = rest;
  if (!next) {
    const json = selected(withExpanded(api, table, request), readQueryOptions(request.query));
    return jsonResponse(200, { '@odata.context': `${api.base}/$metadata#EntityDefinitions/$entity`, ...json });
  }
  return readPart(api, request, table, rest);
}

function readPart(api: Api, request: ApiRequest, table: Table, [part, ...rest]: readonly Segment[]): ApiResponse {
  switch (part?.name) {
    case 'Attributes':
      return readAttributes(api, request, table, part, rest);
    case 'ManyToOneRelationships':
      return listResponse(api, 'relationships', queryMetadata(manyToOneJson(api.org.schema, table), request.query));
    case 'OneToManyRelationships':
      return listResponse(api, 'relationships', queryMetadata(oneToManyJson(api.org.schema, table), request.query));
    case 'ManyToManyRelationships':
    case 'Keys':
      return listResponse(api, 'keys', []);
    default:
      throw notHere(`EntityDefinitions(…)/${part?.name}`);
  }
}

/** `LogicalName='contact'` or a MetadataId. */
function findTable(api: Api, key: string): Table {
  const name = /^LogicalName='(.*)'$/.exec(key)?.[1];
  const found = name === undefined ? byMetadataId(api, key) : api.org.schema.table(name);
  if (found) return found;
  throw new DataverseError(404, '0x80060888', `Could not find an entity with the given key: ${key}.`);
}

function byMetadataId(api: Api, id: string): Table | undefined {
  return api.org.schema.all().find((table) => entityJson(table).MetadataId === id);
}

/** `$expand=Attributes(…)` of a table. */
function withExpanded(api: Api, table: Table, request: ApiRequest): MetadataJson {
  const expand = request.query.get('$expand');
  if (expand === undefined) return entityJson(table);
  const { expand: parts } = readQueryOptions(new Map([['$expand', expand]]));
  const attributes = parts.find(({ navigation }) => navigation === 'Attributes');
  if (!attributes) return entityJson(table);
  return {
    ...entityJson(table),
    Attributes: attributeRows(api, table).map((row) => selected(row, attributes.options)),
  };
}

function listResponse(api: Api, name: string, value: readonly MetadataJson[]): ApiResponse {
  return jsonResponse(200, { '@odata.context': `${api.base}/$metadata#${name}`, value });
}
