import { notHere, propertyNotFound, rowNotFound } from '../errors.ts';
import { inTransaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import { noAnnotations } from '../odata/annotations.ts';
import { rowJson, rowView } from '../odata/row-json.ts';
import { columnOfProperty } from '../odata/table-property.ts';
import { type ManyFrom, manyToMany } from '../schema/many-to-many.ts';
import type { Table } from '../schema/table.ts';
import { isReference } from '../store/row.ts';
import { viewerOf } from './answering.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { associatedRows } from './associations.ts';
import { readCollection } from './read-collection.ts';
import { readColumnValue } from './read-column-value.ts';
import { readOne } from './read-one.ts';
import type { Segment } from './read-path.ts';
import { readJsonObject } from './read-values.ts';
import { planReference } from './references.ts';
import { jsonResponse, noContent } from './respond.ts';
import { writeRow } from './write-row.ts';

export type PropertyPath = { readonly table: Table; readonly id: string; readonly path: readonly Segment[] };

/** What lies behind a row: a column, a related row, related rows, or the references themselves (`$ref`). */
export async function readProperty(api: Api, request: ApiRequest, at: PropertyPath): Promise<ApiResponse> {
  const [first, second] = at.path;
  if (!first) throw notHere('an empty property path');
  if (second?.name === '$ref') return writeRow(api, request, planReference(api.org, request, at, first));
  if (second && second.name !== '$value' && second.name !== '$count') throw notHere(`the path behind ${first.name}`);
  if (!api.org.store.rows(at.table.name).get(at.id)) throw rowNotFound(at.table.name, at.id);
  const { schema } = api.org;
  if (schema.navigation(at.table.name, first.name)) return readParent(api, request, at, first.name);
  const many = manyToMany(at.table.name, first.name);
  if (many) return readAssociated(api, request, at, many);
  if (schema.collection(at.table.name, first.name)) return readChildren(api, request, at, first.name);
  if (request.method === 'GET') return readColumn(api, at, first.name, second?.name === '$value');
  return writeColumn(api, request, at, first.name);
}

function readParent(api: Api, request: ApiRequest, { table, id }: PropertyPath, name: string): ApiResponse {
  const found = api.org.schema.navigation(table.name, name);
  const value = api.org.store.rows(table.name).get(id)?.values[found?.column.name ?? ''];
  const parent = isReference(value) ? api.org.schema.table(value.table) : undefined;
  if (!isReference(value) || !parent) return noContent();
  return readOne(api, parent, value.id, request);
}

function readChildren(api: Api, request: ApiRequest, { table, id }: PropertyPath, name: string): ApiResponse {
  const children = api.org.schema.collection(table.name, name);
  const childTable = children && api.org.schema.table(children.table);
  if (!children || !childTable) throw propertyNotFound(name, table.name);
  return readCollection(api, childTable, request, {
    kind: 'compare',
    operator: 'eq',
    left: { kind: 'path', path: `_${children.column}_value` },
    right: { kind: 'literal', text: id, quoted: false },
  });
}

function readAssociated(api: Api, request: ApiRequest, { id }: PropertyPath, many: ManyFrom): ApiResponse {
  const other = api.org.schema.table(many.other.table);
  if (!other) throw propertyNotFound(many.other.table, many.own.table);
  const parts = associatedRows(api.org, many, id).map(
    (row) =>
      ({
        kind: 'compare',
        operator: 'eq',
        left: { kind: 'path', path: other.key },
        right: { kind: 'literal', text: row.id, quoted: false },
      }) as const,
  );
  return readCollection(api, other, request, { kind: 'or', parts });
}

function readColumn(api: Api, { table, id }: PropertyPath, name: string, bare: boolean): ApiResponse {
  const row = api.org.store.rows(table.name).get(id);
  if (!row) throw rowNotFound(table.name, id);
  const column = columnOfProperty(viewerOf(api), table, name);
  const json = rowJson(rowView(viewerOf(api), table, [name], noAnnotations), row);
  const value = json[name] ?? null;
  if (value === null) return noContent();
  if (bare) return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(value) };
  return jsonResponse(200, { '@odata.context': `${api.base}/$metadata#${table.set}(${id})/${column.name}`, value });
}

/** `PUT …/column` with `{"value":…}`, or `DELETE …/column`. */
async function writeColumn(
  api: Api,
  request: ApiRequest,
  { table, id }: PropertyPath,
  name: string,
): Promise<ApiResponse> {
  const column = columnOfProperty(viewerOf(api), table, name);
  const value = request.method === 'DELETE' ? null : readColumnValue(table, column, readJsonObject(request.body).value);
  await inTransaction(api.org, api.call, (tx) => updateRow(tx, table, id, { [column.name]: value }));
  return noContent();
}
