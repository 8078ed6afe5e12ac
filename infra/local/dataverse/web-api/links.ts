import type { Table } from '../schema/table.ts';
import type { Api, ApiRequest } from './api-request.ts';

/** Address of a row, for `OData-EntityId`. */
export function rowAddress(api: Api, table: Table, id: string): string {
  return `${api.base}/${table.set}(${id})`;
}

/** `@odata.context` of a set or a row. */
export function contextOf(api: Api, table: Table, select: readonly string[] | undefined, suffix = ''): string {
  const columns = select === undefined ? '' : `(${select.join(',')})`;
  return `${api.base}/$metadata#${table.set}${columns}${suffix}`;
}

/** The request's own address with some query options put in or taken out (undefined). */
export function linkWith(api: Api, request: ApiRequest, changes: Readonly<Record<string, string | undefined>>): string {
  const kept = request.rawQuery
    .split('&')
    .filter((part) => part !== '')
    .filter((part) => !Object.hasOwn(changes, decodeURIComponent(part.split('=')[0] ?? '')));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  const query = [...kept, ...added].join('&');
  return `${api.base}/${encodeURI(request.path)}${query === '' ? '' : `?${query}`}`;
}
