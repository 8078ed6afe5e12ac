import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Parts } from '../parts.ts';
import { countChanges } from '../refusals/read-transaction.ts';
import type { Answer } from './call.ts';
import { carryOut } from './carry-out.ts';
import { kindOf, readAddress } from './read-address.ts';
import { readBody } from './read-body.ts';

/** The proxy: takes calls on the loopback address. `port` 0 takes any free one; a taken port throws EADDRINUSE. */
export async function serveCalls(parts: Parts, port: number) {
  const server = createServer((incoming, response) => {
    void serve(parts, incoming, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

/** One call: read, counted, carried out, answered, logged. A caller that goes away stops nothing: its work is done all the same. */
async function serve(parts: Parts, incoming: IncomingMessage, response: ServerResponse) {
  const start = performance.now();
  const { method = 'GET', url: path = '/', headers } = incoming;
  const body = await readBody(incoming).catch(() => undefined);
  if (body === undefined) return;
  const call = { method, path, headers, body };
  const kind = kindOf(method, readAddress(path));
  parts.tally.begin(kind, kind === 'transaction' ? countChanges(body) : 0);
  const answer = await carryOut(parts, call, kind).catch(noAnswer);
  parts.tally.end();
  const at = new Date(parts.clock.now()).toISOString();
  parts.log.add({
    method,
    path,
    status: answer === 'cut' ? 0 : answer.status,
    ms: Math.round(performance.now() - start),
    at,
  });
  if (answer === 'cut') incoming.socket.destroy();
  else send(response, answer);
}

/** Azurite did not answer: the client sees what it would see of a store whose machine went away. */
function noAnswer(error: unknown): 'cut' {
  process.stderr.write(`Azurite gave no answer: ${error instanceof Error ? error.message : String(error)}\n`);
  return 'cut';
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, hasBody ? { ...headers, 'content-length': body.length } : { ...headers });
  response.end(hasBody ? body : undefined);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
