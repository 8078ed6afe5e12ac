import type { ServerResponse } from 'node:http';
import type { HttpCookie, TypedData } from '../core/core-types.ts';

/**
 * Writes what a function returned. Nothing returned = 200 without a body: the host falls through to it, though the documentation
 * says 204.
 */
export function writeResponse(response: ServerResponse, returned: TypedData | null | undefined): void {
  const http = returned?.http;
  if (!http) {
    response.writeHead(200, { 'content-length': 0 }).end();
    return;
  }
  for (const [name, value] of Object.entries(http.headers ?? {})) response.setHeader(name, value);
  for (const cookie of http.cookies ?? []) response.appendHeader('set-cookie', toSetCookie(cookie));
  const body = Buffer.from(http.body?.bytes ?? http.body?.string ?? '');
  const status = Number(http.statusCode ?? 200);
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.byteLength);
  response.writeHead(status);
  response.end(body);
}

/** RFC 6265 §4.1, in the order and spelling of ASP.NET's SetCookieHeaderValue; the path is `/` unless the app says otherwise. */
export function toSetCookie(cookie: HttpCookie): string {
  const { domain, expires, httpOnly, maxAge, path, sameSite, secure } = cookie;
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  if (expires) parts.push(`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`);
  if (maxAge) parts.push(`max-age=${maxAge.value}`);
  if (domain) parts.push(`domain=${domain.value}`);
  parts.push(`path=${path?.value ?? '/'}`);
  if (secure?.value) parts.push('secure');
  if (sameSite && sameSite !== 'none') parts.push(`samesite=${sameSite === 'explicitNone' ? 'none' : sameSite}`);
  if (httpOnly?.value) parts.push('httponly');
  return parts.join('; ');
}
