import { rowWriter } from '../odata/expand-row.ts';
import { readQueryOptions } from '../odata/query-options.ts';
import { etagOf } from '../odata/row-json.ts';
import type { Table } from '../schema/table.ts';
import { answeringOf } from './answering.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { contextOf, rowAddress } from './links.ts';
import { readPrefer } from './prefer.ts';
import { jsonResponse, noContent } from './respond.ts';

/** The answer to a write: 204 with the row's address, or the row itself with `Prefer: return=representation`. */
export function represent(api: Api, table: Table, id: string, request: ApiRequest, status: 200 | 201): ApiResponse {
  const address = rowAddress(api, table, id);
  const prefer = readPrefer(request.header('prefer'));
  const row = api.org.store.rows(table.name).get(id);
  const headers = { 'odata-entityid': address, ...(status === 201 && { location: address }) };
  if (!prefer.representation || !row) return noContent(headers);
  const options = readQueryOptions(request.query);
  const write = rowWriter(answeringOf(api, request, prefer, options), table, options);
  const json = { '@odata.context': contextOf(api, table, options.select, '/$entity'), ...write(row) };
  return jsonResponse(status, json, { ...headers, etag: etagOf(row), 'preference-applied': 'return=representation' });
}
