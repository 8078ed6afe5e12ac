import net from 'node:net';
import {
  type RetryOptions,
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from '@azure/service-bus';
import { startServiceBus } from '../../../infra/local/service-bus/start.ts';
import { readTopology } from '../../../infra/local/service-bus/topology.ts';

/**
 * The same suite runs against the local broker (default) and against Azure, when ASSENT_SERVICEBUS_CONNECTION_STRING is set. There the
 * three queues of `topology.json` must exist with these settings, under the names given in ASSENT_SERVICEBUS_QUEUE_PLAIN,
 * ASSENT_SERVICEBUS_QUEUE_SESSIONS and ASSENT_SERVICEBUS_QUEUE_DUPLICATES; they are emptied.
 */
const azure = process.env.ASSENT_SERVICEBUS_CONNECTION_STRING;

export const queues = {
  plain: process.env.ASSENT_SERVICEBUS_QUEUE_PLAIN ?? 'plain',
  sessions: process.env.ASSENT_SERVICEBUS_QUEUE_SESSIONS ?? 'sessions',
  duplicates: process.env.ASSENT_SERVICEBUS_QUEUE_DUPLICATES ?? 'duplicates',
};
export const lockSeconds = 5;
export const maxDeliveryCount = 3;
export const noWait = { maxWaitTimeInMs: 300 };

type Broker = { readonly connectionString: string; readonly control: string; readonly stop: () => Promise<void> };
type ControlAnswer = {
  readonly status: number;
  readonly error: string;
  readonly activity: number;
  readonly waiting: number;
  readonly queues: Record<string, Record<string, number>>;
};
export type TestBus = {
  readonly client: ServiceBusClient;
  readonly connectionString: string;
  /** One more client, closed after the test. */
  readonly openClient: (connectionString?: string, retryOptions?: RetryOptions) => ServiceBusClient;
  readonly control: (path: string, body?: unknown) => Promise<ControlAnswer>;
  readonly advance: (seconds: number) => Promise<void>;
  readonly counts: (queue: string) => Promise<Record<string, number>>;
};

/** For a client whose connection dies: the library waits for answers all the same, a minute when nothing is said. */
export const impatient: RetryOptions = { timeoutInMs: 3000 };

/** A test that needs faults, counts or a clock that can be moved; Azure has none of them. */
export const itWithControl: jest.It = azure
  ? (Object.assign((title: string) => {
      console.info(`Skipped against Azure, it needs the control surface: ${title}`);
      it.skip(title, () => undefined);
    }, it) as jest.It)
  : it;

/** Opens a bus for each test of the file (locally a new, empty broker) and closes it and all its clients after it. */
export function useBus(options: { readonly creditsPerSecond?: number } = {}): () => TestBus {
  let bus: TestBus | undefined;
  let broker: Broker | undefined;
  let clients: ServiceBusClient[] = [];
  beforeEach(async () => {
    broker = azure ? { connectionString: azure, control: '', stop: async () => undefined } : await startLocal(options);
    const { connectionString, control } = broker;
    const openClient = (address = connectionString, retryOptions: RetryOptions = {}): ServiceBusClient => {
      const client = new ServiceBusClient(address, {
        retryOptions: { maxRetries: 0, ...retryOptions },
      });
      clients.push(client);
      return client;
    };
    bus = { client: openClient(), connectionString, openClient, ...controlOf(control) };
    if (azure) await empty(bus.client);
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
    await broker?.stop();
  });
  return () => {
    if (!bus) throw new Error('The bus is open inside tests only.');
    return bus;
  };
}

async function startLocal({ creditsPerSecond = 0 }: { readonly creditsPerSecond?: number }): Promise<Broker> {
  const { ready, stop } = await startServiceBus({
    port: 0,
    controlPort: 0,
    queues: readTopology(`${__dirname}/topology.json`),
    key: { name: 'RootManageSharedAccessKey', key: 'a key with spaces & signs/+=' },
    creditsPerSecond,
    clockSkewMs: 0,
  });
  return { connectionString: String(ready.connectionString), control: String(ready.control), stop };
}

function controlOf(address: string): Pick<TestBus, 'control' | 'advance' | 'counts'> {
  const control = async (path: string, body?: unknown): Promise<ControlAnswer> => {
    const answer = await fetch(
      `${address}/_control/${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
    return { ...((await answer.json()) as Partial<ControlAnswer>), status: answer.status } as ControlAnswer;
  };
  return {
    control,
    advance: async (seconds) => void (await control('clock', { advanceSeconds: seconds })),
    counts: async (queue) => (await control('state')).queues[queue] ?? {},
  };
}

async function empty(client: ServiceBusClient): Promise<void> {
  for (const queue of [queues.plain, queues.duplicates])
    await emptyOne(client.createReceiver(queue, { receiveMode: 'receiveAndDelete' }));
  for (const queue of Object.values(queues))
    await emptyOne(client.createReceiver(queue, { receiveMode: 'receiveAndDelete', subQueueType: 'deadLetter' }));
  for (;;) {
    try {
      await emptyOne(await client.acceptNextSession(queues.sessions, { receiveMode: 'receiveAndDelete' }));
    } catch {
      return; // no session with messages is left
    }
  }
}

async function emptyOne(receiver: {
  receiveMessages: (n: number, options: object) => Promise<readonly ServiceBusReceivedMessage[]>;
  close: () => Promise<void>;
}): Promise<void> {
  while ((await receiver.receiveMessages(100, { maxWaitTimeInMs: 1000 })).length > 0);
  await receiver.close();
}

/** Receives so many messages, however they come in, and what else is there then. */
export async function receiveAll(
  receiver: ServiceBusReceiver,
  count: number,
): Promise<readonly ServiceBusReceivedMessage[]> {
  const received: ServiceBusReceivedMessage[] = [];
  while (received.length < count) received.push(...(await receiver.receiveMessages(count - received.length)));
  return [...received, ...(await receiver.receiveMessages(1, noWait))];
}

/** Polls until `read` gives something that is not undefined, at most 20 s. */
export async function until<T>(read: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('What was waited for did not happen within 20 s.');
}

// The library leaves Nagle's algorithm on, which costs 40 ms whenever one small write follows another; only the speed of the suite changes.
const { connect } = net;
net.connect = ((...args: Parameters<typeof connect>) => connect(...args).setNoDelay(true)) as typeof connect;
