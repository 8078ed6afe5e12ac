import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { WebhookRequest } from './webhook-request.ts';

/** `status` 0: no answer (refused, time-out, not an address). */
export type WebhookAnswer = { readonly status: number; readonly message: string };

export type PostWebhook = (request: WebhookRequest) => Promise<WebhookAnswer>;

/** Page "use webhooks": a webhook has 60 seconds to answer. */
const timeoutMs = 60_000;

/** `connections`: how many requests one host is sent at once; connections stay open between them. */
export function createPostWebhook(connections: number): PostWebhook {
  const options = { keepAlive: true, maxSockets: connections, noDelay: true };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return async (request) => {
    if (!URL.canParse(request.url)) return { status: 0, message: 'The endpoint url is not an address.' };
    const first = await postOnce(agents, request);
    // The host may close an idle connection in the moment we use it: that is no answer of the webhook's.
    return 'stale' in first ? answerOf(await postOnce(agents, request)) : first;
  };
}

type Agents = { readonly http: HttpAgent; readonly https: HttpsAgent };

type Stale = { readonly stale: string };

function answerOf(result: WebhookAnswer | Stale): WebhookAnswer {
  return 'stale' in result ? { status: 0, message: result.stale } : result;
}

function postOnce(agents: Agents, request: WebhookRequest): Promise<WebhookAnswer | Stale> {
  const secure = request.url.startsWith('https:');
  const headers = { ...request.headers, 'content-length': Buffer.byteLength(request.body) };
  const options = { method: 'POST', agent: secure ? agents.https : agents.http, headers, timeout: timeoutMs };
  return new Promise((resolve) => {
    const sent = (secure ? httpsRequest : httpRequest)(request.url, options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, message: answer.statusMessage ?? '' }));
      answer.on('error', (error) => resolve({ status: 0, message: error.message }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    sent.on('error', (error) => {
      const stale = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      resolve(stale ? { stale: error.message } : { status: 0, message: error.message });
    });
    sent.end(request.body);
  });
}

/** Page "use webhooks": only these three are worth one more try. */
export function deservesRetry(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

export function succeeded(status: number): boolean {
  return status >= 200 && status < 300;
}
