import { createServer, type Server, type Socket } from 'node:net';
import rhea, { type Connection, type Container, type EventContext } from 'rhea';
import type { Bus } from '../engine/bus.ts';
import { type Client, createClient } from './client-connection.ts';
import { gatherWrites, ignoreLateFrames, keepMessagesRaw } from './rhea-internals.ts';
import { routeReceiver, routeSender } from './route-links.ts';
import type { SharedKey } from './sas-token.ts';

export type AmqpServer = {
  readonly port: number;
  /** Ends every connection without a word, as a network failure does. */
  readonly dropConnections: () => void;
  /** Refuses new connections until this time of the broker's clock. */
  readonly refuseUntil: (time: number) => void;
  readonly close: () => Promise<void>;
};

/** Serves the bus over AMQP 1.0 on the loopback address. A taken port moves to the next free one; 0 takes any. */
export async function serveAmqp(
  bus: Bus,
  options: { readonly port: number; readonly key: SharedKey },
): Promise<AmqpServer> {
  const container = createContainer(bus, options.key);
  const sockets = new Set<Socket>();
  let refusedUntil = 0;
  const server = createServer((socket) => {
    if (bus.parts.clock.now() < refusedUntil) return void socket.destroy();
    socket.setNoDelay(true); // without it an answer can wait 40 ms for the acknowledgement of the one before
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    container.create_connection({ ...connectionOptions, port: options.port }).accept(socket);
  });
  const dropConnections = (): void => {
    for (const socket of sockets) socket.destroy(new Error('The connection was dropped.'));
  };
  return {
    port: await listenFrom(server, options.port),
    dropConnections,
    refuseUntil: (time) => {
      refusedUntil = time;
    },
    close: () => {
      dropConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const connectionOptions = {
  max_frame_size: 65_536,
  channel_max: 4999, // the client library opens one AMQP session for each link
  idle_time_out: 240_000,
  sender_options: { autosettle: true, treat_modified_as_released: false },
  receiver_options: { autoaccept: false, credit_window: 0 },
};

function createContainer(bus: Bus, key: SharedKey): Container {
  const container = rhea.create_container({ id: 'local-service-bus' });
  // The client says who it is by the token it puts, so SASL lets everybody in. MSSBCBS is the name the .NET library knows for that.
  container.sasl_server_mechanisms.enable_anonymous();
  container.sasl_server_mechanisms.MSSBCBS = container.sasl_server_mechanisms.ANONYMOUS;
  const clients = new Map<Connection, Client>();
  const clientOf = (connection: Connection): Client => {
    const known = clients.get(connection);
    if (known) return known;
    const client = createClient(connection);
    clients.set(connection, client);
    return client;
  };
  container.on('connection_open', ({ connection }: EventContext) => {
    gatherWrites(connection);
    ignoreLateFrames(connection);
  });
  container.on('session_open', ({ session }: EventContext) => session && keepMessagesRaw(session));
  container.on('receiver_open', ({ connection, receiver }: EventContext) => {
    if (receiver) routeSender(clientOf(connection), receiver, bus, key);
  });
  container.on('sender_open', ({ connection, sender }: EventContext) => {
    if (sender) routeReceiver(clientOf(connection), sender, bus);
  });
  const forget = ({ connection }: EventContext): void => {
    for (const gone of [...(clients.get(connection)?.whenGone ?? [])]) gone();
    clients.delete(connection);
  };
  container.on('connection_close', forget);
  container.on('disconnected', forget);
  container.on('error', (error: unknown) => process.stderr.write(`AMQP: ${String(error)}\n`));
  // rhea throws for errors of links, sessions and connections that nobody listens to; the *_close events say all we need.
  for (const event of ['sender_error', 'receiver_error', 'session_error', 'connection_error', 'protocol_error'])
    container.on(event, () => undefined);
  return container;
}

const portsToTry = 100;

function listenFrom(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const tryPort = (candidate: number): void => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE' || port === 0 || candidate >= port + portsToTry) return reject(error);
        tryPort(candidate + 1);
      });
      server.listen(candidate, 'localhost');
    };
    server.once('listening', () => {
      server.removeAllListeners('error');
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The broker has no port.'));
      resolve(address.port);
    });
    tryPort(port);
  });
}
