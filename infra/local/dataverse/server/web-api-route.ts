import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { type SignedIn, signIn } from '../auth/sign-in.ts';
import type { Call } from '../messages/call.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import { handle } from '../web-api/handle.ts';
import { readQuery } from '../web-api/read-query.ts';
import { errorResponse } from '../web-api/respond.ts';
import type { StandIn } from './stand-in.ts';

export type SignedInEnv = { Variables: { user: SignedIn } };

/** Before every call of the Web API: who is it, and has she calls left? What is delayed by a fault counts as under way. */
export function admit(standIn: StandIn): MiddlewareHandler<SignedInEnv> {
  return async (c, next) => {
    const user = whoIs(standIn, c.req.raw.headers);
    if (user && 'refused' in user) return toResponse(user.refused, {});
    if (!user) {
      const uri = `${standIn.org.identity.url()}/common/oauth2/authorize`;
      return new Response(null, { status: 401, headers: { 'www-authenticate': `Bearer authorization_uri=${uri}` } });
    }
    c.set('user', user);
    const entered = enter(standIn, user.userId);
    if ('refused' in entered) return toResponse(entered.refused, {});
    standIn.activity.start();
    try {
      await next();
    } finally {
      entered.leave();
    }
  };
}

function whoIs(standIn: StandIn, headers: Headers): SignedIn | { readonly refused: ApiResponse } | undefined {
  try {
    return signIn(standIn.tokens, standIn.org.store, headers);
  } catch (error) {
    return { refused: errorResponse(error) };
  }
}

function enter(standIn: StandIn, userId: string): { readonly leave: () => void } | { readonly refused: ApiResponse } {
  try {
    return { leave: standIn.limits.enter(userId) };
  } catch (error) {
    return { refused: errorResponse(error) };
  }
}

/** `/api/data/v9.x/…` */
export function webApiRoute(standIn: StandIn) {
  return async (c: Context<SignedInEnv>): Promise<Response> => {
    const call = readCall(c, c.var.user);
    const api = apiFor(standIn, call, c.req.param('version') ?? 'v9.2');
    return toResponse(await handle(api, await readRequest(c)), commonHeaders(standIn, call));
  };
}

function apiFor(standIn: StandIn, call: Call, version: string): Api {
  const { org, expandMemory, imports, tracking } = standIn;
  return { org, call, expandMemory, imports, tracking, base: `${org.identity.url()}/api/data/${version}` };
}

function readCall(c: Context<SignedInEnv>, user: SignedIn): Call {
  const tag = c.req.query('tag');
  const userAgent = c.req.header('user-agent');
  return {
    userId: user.userId,
    seesAll: user.isPage,
    requestId: randomUUID(),
    correlationId: c.req.header('x-ms-correlation-request-id') ?? randomUUID(),
    ...(tag !== undefined && { tag }),
    ...(userAgent !== undefined && { userAgent }),
    bypass: readBypass(c),
  };
}

/** Page "bypass custom business logic": the new header names what is passed by, the old one means synchronous steps. */
function readBypass(c: Context<SignedInEnv>): ReadonlySet<'sync' | 'async'> {
  const list = (c.req.header('mscrm.bypassbusinesslogicexecution') ?? '').toLowerCase().split(',');
  const old = c.req.header('mscrm.bypasscustompluginexecution') === 'true';
  const kinds = new Set<'sync' | 'async'>(old ? ['sync'] : []);
  if (list.some((part) => part.trim() === 'customsync')) kinds.add('sync');
  if (list.some((part) => part.trim() === 'customasync')) kinds.add('async');
  return kinds;
}

async function readRequest(c: Context<SignedInEnv>): Promise<ApiRequest> {
  const { url, method, headers } = c.req.raw;
  const [address = '', rawQuery = ''] = splitOnce(url, '?');
  const path = decodeURIComponent(/\/api\/data\/v[^/]+\/?(.*)$/.exec(address)?.[1] ?? '');
  return {
    method,
    path,
    rawQuery,
    query: readQuery(rawQuery),
    header: (name) => headers.get(name) ?? undefined,
    body: method === 'GET' || method === 'DELETE' ? '' : await c.req.text(),
  };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const position = text.indexOf(separator);
  return position < 0 ? [text] : [text.slice(0, position), text.slice(position + 1)];
}

function commonHeaders(standIn: StandIn, call: Call): Record<string, string> {
  const left = standIn.limits.left(call.userId);
  return {
    // The organisation's own clock, which may be off or moved.
    date: new Date(standIn.org.clock.now()).toUTCString(),
    'x-ms-service-request-id': call.requestId,
    req_id: call.requestId,
    'x-ms-ratelimit-burst-remaining-xrm-requests': `${left.requests}`,
    'x-ms-ratelimit-time-remaining-xrm-requests': `${left.seconds}`,
  };
}

function toResponse({ status, headers, body }: ApiResponse, more: Readonly<Record<string, string>>): Response {
  return new Response(body ?? null, { status, headers: { ...more, ...headers } });
}
