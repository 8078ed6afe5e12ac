import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** Serves `app` on the loopback address. `port` 0 takes any free one; a taken port throws EADDRINUSE. */
export async function listen(
  app: Hono,
  port: number,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer(getRequestListener(app.fetch));
  // Without it one hop on the loopback can wait 40 ms for a delayed acknowledgement.
  server.on('connection', (socket) => socket.setNoDelay(true));
  // Longer than any work here keeps one of the two sides from answering: with Node's five seconds a busy client finds its idle
  // connection closed in the moment it sends. Services in the cloud keep theirs for minutes.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  return { port: portOf(server), close: () => close(server) };
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
