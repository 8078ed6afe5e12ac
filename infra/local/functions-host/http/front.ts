import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Runs } from '../runs.ts';
import { type AdminApi, answerAdmin } from './admin.ts';
import { answerControl, type ControlApi } from './control.ts';
import type { CheckKey } from './keys.ts';
import { maxBodyBytes, readHostBody } from './read-body.ts';
import type { Route } from './routes.ts';
import { toHttpRequest } from './to-http-data.ts';
import { writeResponse } from './write-response.ts';

export type Front = {
  readonly routes: readonly Route[];
  readonly checkKey: CheckKey;
  readonly runs: Runs;
  readonly admin: AdminApi;
  readonly control: ControlApi;
};

/** The HTTP server of the host: the app's functions, the admin API of Core Tools and the control surface. */
export function createFront(front: Front): Server {
  const server = createServer((request, response) => {
    answer(front, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  server.on('connection', (socket) => socket.setNoDelay(true));
  return server;
}

async function answer(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = toUrl(request);
  if (!url) return end(response, 400);
  if (url.pathname.startsWith('/_control/')) return answerControl(front.control, request, response, url);
  if (url.pathname.startsWith('/admin/')) {
    const key = { header: headerKey(request), code: url.searchParams.get('code') };
    if (!front.checkKey({ level: 'admin', ...key })) return end(response, 401);
    return answerAdmin(front.admin, request, response, url);
  }
  return answerFunction(front, request, response, url);
}

/** A method that is not listed fails the route's constraint: 404, never 405. */
async function answerFunction(
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const found = findRoute(front.routes, request.method ?? 'GET', url.pathname);
  if (!found) return end(response, 404);
  const { route, params } = found;
  const key = { header: headerKey(request), code: url.searchParams.get('code') };
  if (!front.checkKey({ level: route.authLevel, functionName: route.functionName, ...key })) return end(response, 401);
  if (Number(request.headers['content-length']) > maxBodyBytes) return end(response, 413);

  const run = front.runs.begin(route.functionName);
  try {
    const body = await readHostBody(request);
    const { returnValue } = await run.call(toHttpRequest(request, url, route.bindingName, params, body));
    writeResponse(response, returnValue);
  } catch {
    // The run has logged the error; the caller learns nothing but the status.
    if (response.headersSent) response.destroy();
    else end(response, 500);
  } finally {
    run.end();
  }
}

function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: Record<string, string> } | undefined {
  for (const route of routes) {
    const params = route.methods.has(method) ? route.match(path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function toUrl(request: IncomingMessage): URL | undefined {
  return URL.parse(`http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`) ?? undefined;
}

function headerKey(request: IncomingMessage): string | undefined {
  const header = request.headers['x-functions-key'];
  return Array.isArray(header) ? header[0] : header;
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}
