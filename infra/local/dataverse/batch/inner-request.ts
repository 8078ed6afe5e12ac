import { badRequest } from '../errors.ts';
import type { ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import { readQuery } from '../web-api/read-query.ts';
import { type Part, readHeadersAnd } from './multipart.ts';

/** A request inside a batch: `METHOD address HTTP/1.1`, headers, body (OData 4.0 part 1, 11.7). */
export function readInnerRequest(part: Part): ApiRequest {
  const text = part.content.replace(/^\n+/, '');
  const [firstLine = '', ...rest] = text.split('\n');
  const [, method, address] = /^([A-Z]+) (.+?)(?: HTTP\/1\.1)?\s*$/.exec(firstLine) ?? [];
  if (method === undefined || address === undefined)
    throw badRequest(`'${firstLine}' is no request line.`, '0x80060888');
  const { headers, content } = readHeadersAnd(rest.join('\n'));
  const [path = '', rawQuery = ''] = address.replace(/^.*\/api\/data\/v[\d.]+\//, '').split(/\?(.*)/s);
  return {
    method,
    path: decodeURIComponent(path.replace(/^\//, '')),
    rawQuery,
    query: readQuery(rawQuery),
    header: (name) => headers.get(name),
    body: content.trim(),
  };
}

/** A response as a part of a batch's answer. */
export function writeInnerResponse(response: ApiResponse, contentId: string | undefined): string {
  const headers = Object.entries(response.headers).map(([name, value]) => `${headerNames.get(name) ?? name}: ${value}`);
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${response.status} ${reasons.get(response.status) ?? 'Error'}`,
    ...headers,
    '',
    response.body ?? '',
  ].join('\r\n');
}

/** Clients look for some names in exactly this spelling. */
const headerNames: ReadonlyMap<string, string> = new Map([
  ['content-type', 'Content-Type'],
  ['odata-entityid', 'OData-EntityId'],
  ['odata-version', 'OData-Version'],
  ['location', 'Location'],
]);

const reasons: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [204, 'No Content'],
  [304, 'Not Modified'],
  [400, 'Bad Request'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [412, 'Precondition Failed'],
  [429, 'Too Many Requests'],
  [501, 'Not Implemented'],
]);
