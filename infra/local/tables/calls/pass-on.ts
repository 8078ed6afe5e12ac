import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Answer, Call } from './call.ts';
import { readBody } from './read-body.ts';

/** RFC 9110 §7.6.1: these are about one connection and are not passed on. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'expect']);

/**
 * Passes calls on to Azurite. The account's signature covers the path and some headers, Host decides the addresses in its answers: both
 * go on as they came. Rejects when Azurite gives no answer.
 */
export function connectToAzurite(port: number) {
  // Node switches Nagle's algorithm off by itself on both sides, for an Agent as for a server.
  const agent = new Agent({ keepAlive: true });
  return {
    passOn: (call: Call): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const { method, path } = call;
        const headers = withoutConnection(call.headers);
        const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
          readBody(answer).then(
            (body) => resolve({ status: answer.statusCode ?? 502, headers: withoutConnection(answer.headers), body }),
            reject,
          );
        });
        sent.once('error', reject);
        sent.end(call.body.length > 0 ? call.body : undefined);
      }),
    close: () => agent.destroy(),
  };
}

function withoutConnection(headers: Readonly<IncomingHttpHeaders>): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.has(name)));
}
