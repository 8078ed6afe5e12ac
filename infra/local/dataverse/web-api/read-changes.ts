import { badRequest, DataverseError } from '../errors.ts';
import { rowWriter } from '../odata/expand-row.ts';
import { readQueryOptions } from '../odata/query-options.ts';
import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import type { Tombstone } from '../store/table-rows.ts';
import type { DeltaToken } from '../tracking/tracking.ts';
import { answeringOf, maxRows } from './answering.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { contextOf, linkWith } from './links.ts';
import { type Prefer, readPrefer } from './prefer.ts';
import { jsonResponse } from './respond.ts';

/**
 * Change tracking (page "use change tracking with the Web API"): the first read with `Prefer: odata.track-changes` gives all rows
 * and a deltaLink; following it gives what changed since, deletions as ids only. Undefined when the request wants neither.
 */
export function readChanges(
  api: Api,
  table: Table,
  request: ApiRequest,
  what: 'rows' | 'count',
): ApiResponse | undefined {
  const prefer = readPrefer(request.header('prefer'));
  const token = request.query.get('$deltatoken');
  if (token === undefined && !(prefer.trackChanges && what === 'rows')) return undefined;
  refuseOtherOptions(table, request);
  const since = token === undefined ? undefined : readToken(api, token);
  if (what === 'count') return countChanges(changesSince(api, table, since));
  return changesPage(api, table, request, prefer, since);
}

function refuseOtherOptions(table: Table, request: ApiRequest): void {
  if (!table.changeTracking) {
    throw badRequest(`Change tracking is not enabled for the entity ${table.name}.`, '0x80072491');
  }
  for (const option of ['$filter', '$orderby', '$expand', '$top']) {
    if (request.query.has(option)) throw badRequest(`${option} is not supported with change tracking.`, '0x80060888');
  }
}

/** ExpiredVersionStamp. The HTTP status on the wire is a guess. */
function readToken(api: Api, text: string): DeltaToken {
  const token = api.tracking.read(text);
  if (!token) throw badRequest('The $deltatoken is not one of this service.', '0x80060888');
  if (api.tracking.isExpired(token)) {
    throw new DataverseError(
      400,
      '0x80044352',
      'Version stamp associated with the client has expired. Please perform a full sync.',
    );
  }
  return token;
}

type Change = { readonly version: bigint; readonly row: Row } | { readonly version: bigint; readonly gone: Tombstone };

/** Rows by version, then the deleted ones; without a token all rows and no deletion. */
function changesSince(api: Api, table: Table, since: DeltaToken | undefined): readonly Change[] {
  const rows = api.org.store.rows(table.name);
  const hidden = (id: string) => !api.call.seesAll && api.org.access.isHidden(table.name, id);
  const changed: Change[] = [];
  for (const row of rows.all()) {
    if (row.version > (since?.version ?? -1n) && !hidden(row.id)) changed.push({ version: row.version, row });
  }
  changed.sort((a, b) => (a.version < b.version ? -1 : 1));
  if (!since) return changed;
  const gone = rows.tombstones().filter(({ id, version }) => version > since.version && !rows.get(id));
  return [...changed, ...gone.map((tombstone) => ({ version: tombstone.version, gone: tombstone }))];
}

function countChanges(changes: readonly Change[]): ApiResponse {
  return { status: 200, headers: { 'content-type': 'text/plain', 'odata-version': '4.0' }, body: `${changes.length}` };
}

function changesPage(
  api: Api,
  table: Table,
  request: ApiRequest,
  prefer: Prefer,
  since: DeltaToken | undefined,
): ApiResponse {
  const options = readQueryOptions(request.query);
  const write = rowWriter(answeringOf(api, request, prefer, options), table, options);
  const place = readPlace(api, request.query.get('$skiptoken'));
  const open = changesSince(api, table, since).filter(
    ({ version }) => version > place.after && version <= place.end.version,
  );
  const page = open.slice(0, prefer.maxPageSize ?? maxRows);
  const last = page.at(-1);
  const link =
    open.length > page.length && last
      ? {
          '@odata.nextLink': linkWith(api, request, { $skiptoken: `${last.version}|${api.tracking.write(place.end)}` }),
        }
      : {
          '@odata.deltaLink': linkWith(api, request, {
            $skiptoken: undefined,
            $deltatoken: api.tracking.write(place.end),
          }),
        };
  return jsonResponse(
    200,
    {
      '@odata.context': contextOf(api, table, options.select, '/$delta'),
      value: page.map((change) => ('row' in change ? write(change.row) : deletion(api, table, change.gone))),
      ...link,
    },
    { 'preference-applied': 'odata.track-changes' },
  );
}

function deletion(api: Api, table: Table, { id }: Tombstone) {
  return { '@odata.context': `${api.base}/$metadata#${table.set}/$deletedEntity`, id, reason: 'deleted' };
}

/** Pages of one answer share its end, so that what changes while they are read comes with the next deltaLink. */
function readPlace(api: Api, token: string | undefined): { readonly after: bigint; readonly end: DeltaToken } {
  if (token === undefined) return { after: -1n, end: api.tracking.now() };
  const [after = '', end = ''] = token.split('|');
  const read = api.tracking.read(end);
  if (!read || !/^\d+$/.test(after)) throw badRequest('The $skiptoken is not one of this service.', '0x80060888');
  return { after: BigInt(after), end: read };
}
