import { connect, createServer, type Server } from 'node:net';
import { type Bus, openBus } from '../../../functions/src/clients/service-bus.ts';
import type { Running } from '../../../infra/local/ground/run-stand-in.ts';
import { startServiceBus } from '../../../infra/local/service-bus/start.ts';
import { readTopology } from '../../../infra/local/service-bus/topology.ts';

const brokers: Running[] = [];
const lines: Server[] = [];

afterAll(async () => {
  for (const line of lines) line.close();
  for (const broker of brokers) await broker.stop();
});

async function startBroker(): Promise<Running> {
  const queues = readTopology('infra/topology.json');
  const key = { name: 'RootManageSharedAccessKey', key: 'a-key' };
  const broker = await startServiceBus({ port: 0, controlPort: 0, queues, key, creditsPerSecond: 0, clockSkewMs: 0 });
  brokers.push(broker);
  return broker;
}

/** A line to the broker that can be ordered to die at the client's n-th write from now on, which then never arrives. */
async function layLine(broker: Running): Promise<{ readonly bus: Bus; readonly dieAt: (writes: number) => void }> {
  const life = { writesLeft: Number.POSITIVE_INFINITY };
  const line = createServer((client) => {
    const server = connect(Number(broker.ready.port), 'localhost');
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    // As over a network: the client does not know an answer before it has asked for more.
    server.on('data', (bytes) => setTimeout(() => client.write(bytes), 10));
    client.on('data', (bytes) => {
      life.writesLeft -= 1;
      if (life.writesLeft > 0) return void server.write(bytes);
      life.writesLeft = Number.POSITIVE_INFINITY;
      end();
    });
  });
  lines.push(line);
  await new Promise<void>((resolve) => line.listen(0, 'localhost', resolve));
  const address = line.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port.');
  const connectionString = String(broker.ready.connectionString).replace(/localhost:\d+/, `localhost:${address.port}`);
  return {
    bus: await openBus({ connectionString }, 5_000),
    dieAt: (writes) => {
      life.writesLeft = writes;
    },
  };
}

const send = (bus: Bus, queue: 'crm-events' | 'jobs') =>
  bus.send({ queue, sessionId: 'p01', messageId: crypto.randomUUID(), body: {}, nudges: 1 });

const calls: ((bus: Bus) => Promise<unknown>)[] = [
  (bus) => send(bus, 'crm-events'),
  (bus) => bus.schedule({ queue: 'crm-events', sessionId: 'p01', messageId: 's', body: {}, nudges: 1 }, 60_000),
  (bus) => bus.pending('crm-events'),
];

// As many writes as it takes to open a link on a connection that is there, and to use it.
const writes = [1, 2, 3, 4, 5, 6];

test('wherever the connection dies while the relay sends, schedules or counts, every call is answered', async () => {
  const broker = await startBroker();
  const dyingAt = async (call: (bus: Bus) => Promise<unknown>, write: number) => {
    const { bus, dieAt } = await layLine(broker);
    await send(bus, 'jobs');
    dieAt(write);
    await Promise.all([call(bus), send(bus, 'crm-events')]);
  };

  const all = calls.flatMap((call) => writes.map((write) => dyingAt(call, write)));
  await expect(Promise.all(all)).resolves.toHaveLength(all.length);
});

/** Reads three dead letters over a line that dies at this write, and once more when the locks of then have ended. */
async function readDeadLetters(
  write: number,
): Promise<{ readonly rounds: readonly object[]; readonly taken: unknown[] }> {
  const broker = await startBroker();
  const control = (path: string, body: object) =>
    fetch(`${broker.ready.control}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const { bus, dieAt } = await layLine(broker);
  await control('bus', { deadLetter: 3, queue: 'crm-withdrawals' });
  for (const body of ['1', '2', '3'])
    await bus.send({ queue: 'crm-withdrawals', sessionId: `p0${body}`, messageId: body, body, nudges: 1 });
  const taken: unknown[] = [];
  const round = async () => {
    await bus.takeDeadLetters('crm-withdrawals', async ({ body }) => void taken.push(body));
    return { taken: new Set(taken).size, left: (await bus.pending('crm-withdrawals')).deadLettered };
  };

  dieAt(write);
  const first = await round();
  await control('clock', { advanceSeconds: 61 });
  return { rounds: [first, await round()], taken };
}

test('wherever the connection dies while dead letters are read, the round ends, and each is taken by then or with the next one', async () => {
  const all = await Promise.all(Array.from({ length: 24 }, (_, write) => readDeadLetters(write + 1)));

  for (const { rounds, taken } of all) {
    // All of them, or none that could be received; what was handed over is gone.
    expect([
      { taken: 3, left: 0 },
      { taken: 0, left: 3 },
    ]).toContainEqual(rounds[0]);
    expect(rounds[1]).toEqual({ taken: 3, left: 0 });
    expect(taken.toSorted()).toEqual(['1', '2', '3']);
  }
});
