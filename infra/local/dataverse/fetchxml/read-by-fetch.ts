import { badRequest } from '../errors.ts';
import { compare } from '../odata/comparable.ts';
import { findRows } from '../odata/find-rows.ts';
import type { Table } from '../schema/table.ts';
import { viewerOf } from '../web-api/answering.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import { contextOf } from '../web-api/links.ts';
import { readPrefer } from '../web-api/prefer.ts';
import { jsonResponse } from '../web-api/respond.ts';
import { fetchProperty } from './compile-condition.ts';
import type { Fetch } from './fetch.ts';
import { aliasesOf, compileFilter, type Joined, joinLinks, type Scope } from './join-rows.ts';
import { readFetch } from './read-fetch.ts';
import { joinedWriter } from './write-joined.ts';

const paging = 'Microsoft.Dynamics.CRM';

/** Totals stop here (page "count rows"). */
const maxTotal = 5000;

/** `GET /<set>?fetchXml=…` (page "query data using FetchXml"). Pages by `page` and `count`; the cookie is not needed here. */
export function readByFetch(api: Api, table: Table, request: ApiRequest, text: string): ApiResponse {
  const fetch = readFetch(text);
  if (fetch.entity.table !== table.name) {
    throw badRequest(
      `The entity in the FetchXML is ${fetch.entity.table}, the address names ${table.name}.`,
      '0x80041129',
    );
  }
  const viewer = viewerOf(api);
  const scope: Scope = { viewer, userId: api.call.userId, aliases: aliasesOf(viewer, fetch.entity) };
  const annotations = readPrefer(request.header('prefer')).annotations;
  const write = joinedWriter(viewer, table, fetch.entity, annotations);
  const all = inOrder(scope, table, fetch, joined(scope, table, fetch));
  const limited = fetch.top === undefined ? all : all.slice(0, fetch.top);
  const start = fetch.top === undefined ? (fetch.page - 1) * fetch.pageSize : 0;
  const page = fetch.top === undefined ? limited.slice(start, start + fetch.pageSize) : limited;
  const more = start + page.length < limited.length;
  return jsonResponse(200, {
    '@odata.context': contextOf(api, table, undefined),
    ...(annotations(`${paging}.totalrecordcount`) && totals(fetch, limited.length)),
    ...(annotations(`${paging}.morerecords`) && { [`@${paging}.morerecords`]: more }),
    ...(annotations(`${paging}.fetchxmlpagingcookie`) &&
      more && { [`@${paging}.fetchxmlpagingcookie`]: cookie(fetch.page + 1) }),
    value: page.map(write),
  });
}

function joined(scope: Scope, table: Table, fetch: Fetch): readonly Joined[] {
  const test = fetch.entity.filter ? compileFilter(scope, table, fetch.entity.filter, undefined) : () => true;
  const found: Joined[] = [];
  for (const main of findRows(scope.viewer, table, { orderBy: [], expand: [], count: false })) {
    const results = joinLinks(scope, table, fetch.entity, main, { main, linked: new Map() }).filter(test);
    found.push(...(fetch.distinct ? results.slice(0, 1) : results));
  }
  return found;
}

function inOrder(scope: Scope, table: Table, fetch: Fetch, rows: readonly Joined[]): readonly Joined[] {
  const keys = fetch.entity.orders.map(({ column, descending }) => ({
    property: fetchProperty(scope.viewer, table, column),
    sign: descending ? -1 : 1,
  }));
  if (keys.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const { property, sign } of keys) {
      const difference = compare(property.read(a.main), property.read(b.main));
      if (difference !== 0) return difference * sign;
    }
    return 0;
  });
}

function totals(fetch: Fetch, count: number) {
  return {
    [`@${paging}.totalrecordcount`]: fetch.countTotal ? Math.min(count, maxTotal) : -1,
    [`@${paging}.totalrecordcountlimitexceeded`]: fetch.countTotal && count > maxTotal,
  };
}

/** Escaped twice, as real ones are. */
function cookie(page: number): string {
  return `<cookie pagenumber="${page}" pagingcookie="%253ccookie%2520page%253d%2522${page - 1}%2522%253e%253c%252fcookie%253e" istracking="False" />`;
}
