import { fileURLToPath } from 'node:url';
import { ServiceBusClient, type ServiceBusMessage } from '@azure/service-bus';
import { spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';
import { eventually, type Told } from './run-app.ts';

const main = fileURLToPath(new URL('../../../infra/local/service-bus/main.ts', import.meta.url));
const topology = fileURLToPath(new URL('../../fixtures/functions-app/topology.json', import.meta.url));

export type Bus = {
  readonly connectionString: string;
  readonly port: number;
  readonly send: (queue: string, ...messages: readonly ServiceBusMessage[]) => Promise<void>;
  /** Puts a message into a queue past AMQP: there is no connection of ours that a fault could cut, nor a bus that refuses it. */
  readonly put: (queue: string, message: { readonly body: object; readonly sessionId?: string }) => Promise<void>;
  readonly control: (body: object, path?: string) => Promise<Told>;
  readonly counts: (queue: string) => Promise<Told>;
  /** Resolves when the queue holds nothing: every message was completed. */
  readonly empty: (queue: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

/** The local broker with the queues of the fixture, in a process of its own. `port` 0 = any free one. */
export async function runBus(port = 0): Promise<Bus> {
  const { ready, stop } = await spawnStandIn(
    main,
    ['--port', String(port), '--topology', topology, '--key', 'a-key', '--credits-per-second', '0'],
    { onErrorLine: () => undefined },
  );
  const connectionString = String(ready.connectionString);
  const client = new ServiceBusClient(connectionString);
  const call = async (path: string, init?: RequestInit): Promise<Told> =>
    (await fetch(`${ready.control}/_control/${path}`, init)).json();
  const control = (body: object, path = 'bus') => call(path, { method: 'POST', body: JSON.stringify(body) });
  const counts = async (queue: string) => (await call('bus')).queues[queue];
  return {
    connectionString,
    port: Number(ready.port),
    send: async (queue, ...messages) => {
      const sender = client.createSender(queue);
      await sender.sendMessages([...messages]);
      await sender.close();
    },
    put: async (queue, { body, sessionId }) => {
      const bodyBase64 = Buffer.from(JSON.stringify(body)).toString('base64');
      await control({ queue, bodyBase64, sessionId });
    },
    control,
    counts,
    empty: (queue) =>
      eventually(`${queue} to be empty`, async () => {
        const { active, locked } = await counts(queue);
        return active === 0 && locked === 0;
      }),
    stop: async () => {
      await client.close();
      await stop();
    },
  };
}
