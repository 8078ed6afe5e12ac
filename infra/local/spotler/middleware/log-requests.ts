import type { MiddlewareHandler } from 'hono';
import type { Env } from '../api/env.ts';
import type { Sandbox } from '../sandbox.ts';

/**
 * Outermost: counts the call as work and keeps it for `GET /_control/requests`, with the status its caller saw. Reads the body
 * before anything else, so that a call held back by a fault is carried out even when its caller has gone.
 */
export function logRequests(sandbox: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    sandbox.work.begin();
    try {
      const at = new Date(sandbox.clock.now()).toISOString();
      const body = asJson(await c.req.text());
      await next();
      const url = new URL(c.req.url);
      const externalIds = [...new Set([...idsInPath(url.pathname), ...idsInBody(body)])];
      const { method } = c.req;
      sandbox.requests.add({ method, path: url.pathname + url.search, body, status: c.res.status, at, externalIds });
    } finally {
      sandbox.work.end();
    }
  };
}

function asJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: kept as it came, so that the log shows what was sent.
    return text;
  }
}

function idsInPath(path: string): readonly string[] {
  const [, id] = /\/contact\/(?:anonymize\/|inactivate\/)?([^/]+)/.exec(path) ?? [];
  if (id === undefined || ['list', 'properties', 'search', 'updates', 'bounces'].includes(id)) return [];
  return [decode(id)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is part of what was sent.
    return text;
  }
}

/** Every `externalId` and `externalContactId` of the body, and the members of lists. */
function idsInBody(body: unknown): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(idsInBody);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    if ((name === 'externalId' || name === 'externalContactId') && typeof value === 'string') return [value];
    if (name === 'contacts' && Array.isArray(value))
      return value.flatMap((one) => (typeof one === 'string' ? [one] : idsInBody(one)));
    return name === 'contact' ? idsInBody(value) : [];
  });
}
