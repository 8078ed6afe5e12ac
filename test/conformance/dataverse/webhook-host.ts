import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './open-dataverse.ts';

export type Received = {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
  readonly body: Json;
};

export type WebhookHost = Awaited<ReturnType<typeof openWebhookHost>>;

/** A webhook that keeps what it is sent and answers by `answers` in turn, then 202. */
export async function openWebhookHost() {
  const received: Received[] = [];
  const answers: number[] = [];
  let gate: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      received.push({
        url: request.url ?? '',
        headers: request.headers,
        bytes: bytes.length,
        body: JSON.parse(`${bytes}`),
      });
      void gate.then(() => {
        response.statusCode = answers.shift() ?? 202;
        response.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/hook`,
    received,
    answers,
    /** Keeps every answer back until the result is called. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    /** Forgets what came and what was to be answered. */
    clear: () => {
      received.length = 0;
      answers.length = 0;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
