import { setTimeout as delay } from 'node:timers/promises';
import { ServiceBusClient } from '@azure/service-bus';
import { withSocketsWatched } from './client-sockets.ts';

/** One client of the SDK, for as long as its connection to the broker lives. */
export type Connection = {
  readonly client: ServiceBusClient;
  /** Aborted when the connection is gone, before the SDK has told everybody who uses it. */
  readonly lost: AbortSignal;
  /** Whatever may open the connection goes through here. */
  readonly run: <T>(action: () => T) => T;
  /** Closes the client once it was lost, so that the SDK does not connect again behind our back. Waits for nothing. */
  readonly retire: () => void;
};

export type Connections = {
  /** The connection in use; after a loss a new one, when it is time for the next try. Always the same for all who ask meanwhile. */
  readonly current: () => Promise<Connection>;
  readonly close: () => Promise<void>;
};

/** When the next try begins after a loss; doubled up to the most, so that a broker that was away for seconds is found at once. */
const waitMs = { first: 30, most: 300 } as const;

/** A connection that lived this long had reached the broker: its loss is a new trouble, not the next of a row. */
const reachedAfterMs = 100;

/**
 * The client of one trigger, a new one after each loss of the connection. The SDK for JavaScript would reconnect by itself, but when
 * a connection dies while links are being opened it waits a minute for answers that cannot come; the real host's client does not.
 */
export function createConnections(connectionString: string): Connections {
  const state = { connection: open(connectionString), openedAt: performance.now(), failures: 0 };
  const waiting: { next: Promise<Connection> | undefined } = { next: undefined };
  const replace = async (): Promise<Connection> => {
    const lived = performance.now() - state.openedAt > reachedAfterMs;
    const failures = lived ? 0 : state.failures + 1;
    await delay(Math.min(waitMs.first * 2 ** failures, waitMs.most));
    Object.assign(state, { connection: open(connectionString), openedAt: performance.now(), failures });
    waiting.next = undefined;
    return state.connection;
  };
  return {
    current: () => {
      if (!state.connection.lost.aborted) return Promise.resolve(state.connection);
      waiting.next ??= replace();
      return waiting.next;
    },
    close: () => state.connection.client.close(),
  };
}

/** One try for each operation: loops come again by themselves, and a settlement that failed is told, not repeated behind our back. */
function open(connectionString: string): Connection {
  const client = new ServiceBusClient(connectionString, {
    retryOptions: { maxRetries: 0, retryDelayInMs: 200, maxRetryDelayInMs: 500 },
  });
  const lost = new AbortController();
  const state = { retired: false };
  return {
    client,
    lost: lost.signal,
    run: (action) => withSocketsWatched(() => lost.abort(), action),
    retire: () => {
      if (state.retired) return;
      state.retired = true;
      client.close().catch(() => undefined);
    },
  };
}
