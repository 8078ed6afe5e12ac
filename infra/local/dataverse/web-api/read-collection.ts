import { rowWriter } from '../odata/expand-row.ts';
import { findRows } from '../odata/find-rows.ts';
import { type Place, readPlace, writePlace } from '../odata/place.ts';
import { type QueryOptions, readQueryOptions } from '../odata/query-options.ts';
import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import { answeringOf, maxRows, viewerOf } from './answering.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { contextOf, linkWith } from './links.ts';
import { readPrefer } from './prefer.ts';
import { jsonResponse } from './respond.ts';

/** `GET /<set>`: a query. Pages hold 5,000 rows, or fewer by `Prefer: odata.maxpagesize` (page "page results"). */
export function readCollection(
  api: Api,
  table: Table,
  request: ApiRequest,
  only?: QueryOptions['filter'],
): ApiResponse {
  const prefer = readPrefer(request.header('prefer'));
  const read = readQueryOptions(request.query);
  const options = only ? withFilter(read, only) : read;
  const write = rowWriter(answeringOf(api, request, prefer, options), table, options);
  const place = readPlace(request.query.get('$skiptoken'));
  const left = (options.top ?? Number.POSITIVE_INFINITY) - place.given;
  const size = Math.min(prefer.maxPageSize ?? maxRows, left, maxRows);
  const { rows, more } = takePage(findRows(viewerOf(api), table, options, place.after), place.skip, size);
  const given = place.given + rows.length;
  const next = more && rows.length < left ? nextPlace(options, place, rows, given) : undefined;
  return jsonResponse(
    200,
    {
      '@odata.context': contextOf(api, table, options.select),
      ...(options.count && { '@odata.count': countRows(api, table, options) }),
      value: rows.map(write),
      ...(next && { '@odata.nextLink': linkWith(api, request, { $skiptoken: writePlace(next) }) }),
    },
    prefer.maxPageSize === undefined ? {} : { 'preference-applied': `odata.maxpagesize=${prefer.maxPageSize}` },
  );
}

/** `GET /<set>/$count`: a number, never above 5,000 (page "count rows"). */
export function countCollection(api: Api, table: Table, request: ApiRequest): ApiResponse {
  const count = countRows(api, table, readQueryOptions(request.query));
  return { status: 200, headers: { 'content-type': 'text/plain', 'odata-version': '4.0' }, body: `${count}` };
}

function withFilter(options: QueryOptions, only: NonNullable<QueryOptions['filter']>): QueryOptions {
  return { ...options, filter: options.filter ? { kind: 'and', parts: [only, options.filter] } : only };
}

function countRows(api: Api, table: Table, options: QueryOptions): number {
  let count = 0;
  for (const _ of findRows(viewerOf(api), table, { ...options, orderBy: [] })) {
    count += 1;
    if (count === maxRows) break;
  }
  return count;
}

function takePage(
  found: Iterable<Row>,
  skip: number,
  size: number,
): { readonly rows: readonly Row[]; readonly more: boolean } {
  const rows: Row[] = [];
  let passed = 0;
  for (const row of found) {
    passed += 1;
    if (passed <= skip) continue;
    if (rows.length === size) return { rows, more: true };
    rows.push(row);
  }
  return { rows, more: false };
}

function nextPlace(options: QueryOptions, place: Place, rows: readonly Row[], given: number): Place {
  const last = rows.at(-1);
  if (options.orderBy.length > 0 || !last) return { skip: place.skip + rows.length, given };
  return { after: last.id, skip: 0, given };
}
