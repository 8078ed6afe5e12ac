import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerJson, readJson } from './json.ts';

export type AdminApi = {
  /** Starts a function that is not triggered by HTTP; false when there is none of that name. */
  readonly fire: (name: string, input: string) => boolean;
};

const invocation = z.object({ input: z.string().default('') });

/**
 * The part of the host's admin API that Core Tools documents ("Manually run a non HTTP-triggered function"):
 * `POST /admin/functions/<name>` with `{"input":"…"}` answers 202 and the run counts as running from then on.
 */
export async function answerAdmin(
  admin: AdminApi,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method === 'GET' && url.pathname === '/admin/host/status')
    return answerJson(response, 200, { state: 'Running' });
  const name = /^\/admin\/functions\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  if (request.method !== 'POST' || !name) {
    return answerJson(response, 501, {
      error: `${request.method} ${url.pathname} of the host's admin API is not there.`,
    });
  }
  const body = await readJson(request, response, invocation);
  if (!body) return;
  if (!admin.fire(decodeURIComponent(name), body.input)) {
    return answerJson(response, 404, { error: `There is no function ${name} that can be fired by hand.` });
  }
  response.writeHead(202, { 'content-length': 0 }).end();
}
