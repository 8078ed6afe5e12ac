import { rowDenied, rowNotFound } from '../errors.ts';
import { rowWriter } from '../odata/expand-row.ts';
import { readQueryOptions } from '../odata/query-options.ts';
import { etagOf } from '../odata/row-json.ts';
import type { Table } from '../schema/table.ts';
import { answeringOf } from './answering.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { contextOf } from './links.ts';
import { readPrefer } from './prefer.ts';
import { jsonResponse } from './respond.ts';

/**
 * `GET /<set>(id)`. 404 with 0x80040217 when there is no such row; 403 when there is but the caller may not read it; 304 when
 * `If-None-Match` names the version it has.
 */
export function readOne(api: Api, table: Table, id: string, request: ApiRequest): ApiResponse {
  const row = api.org.store.rows(table.name).get(id);
  if (!row) throw rowNotFound(table.name, id);
  if (!api.call.seesAll && api.org.access.isHidden(table.name, id)) throw rowDenied(table.name);
  const options = readQueryOptions(request.query);
  const prefer = readPrefer(request.header('prefer'));
  const etag = etagOf(row);
  // An expanded answer has no version of its own, so it is always sent.
  if (options.expand.length === 0 && request.header('if-none-match') === etag) {
    return { status: 304, headers: { etag, 'odata-version': '4.0' } };
  }
  const write = rowWriter(answeringOf(api, request, prefer, options), table, options);
  return jsonResponse(
    200,
    { '@odata.context': contextOf(api, table, options.select, '/$entity'), ...write(row) },
    { etag },
  );
}
