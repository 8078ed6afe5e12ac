import { connect, createServer, type Socket } from 'node:net';

export type Front = { readonly url: string; readonly close: () => Promise<void> };

/**
 * A TCP front on `port`: passes each connection to one of the living hosts in turn, and to the next when one does not answer.
 * A connection whose host dies is cut; its caller sees what it would see of an instance that went away.
 */
export async function listenForHosts(port: number, livingPorts: () => readonly number[]): Promise<Front> {
  const sockets = new Set<Socket>();
  const turn = { next: 0 };
  const server = createServer({ noDelay: true }, (client) => {
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    const ports = livingPorts();
    turn.next += 1;
    pass(
      client,
      ports.map((_, index) => ports[(index + turn.next) % ports.length] ?? 0),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The front has no port.');
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function pass(client: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) {
    client.destroy();
    return;
  }
  const host = connect({ port, host: 'localhost', noDelay: true });
  const onRefused = () => pass(client, others);
  host.once('error', onRefused);
  host.once('connect', () => {
    host.off('error', onRefused);
    host.on('error', () => client.destroy());
    host.on('close', () => client.destroy());
    client.on('close', () => host.destroy());
    client.pipe(host).pipe(client);
  });
}
