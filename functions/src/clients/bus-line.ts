import { setTimeout as delay } from 'node:timers/promises';
import { isServiceBusError, type ServiceBusClient, type ServiceBusSender } from '@azure/service-bus';

/** One client of the SDK, that is one connection; its senders are kept, as opening one takes several round trips. */
export type BusClient = { readonly client: ServiceBusClient; readonly sender: (queue: string) => ServiceBusSender };

export type BusLine = {
  /** Does `call` over the client in use, and again over a new one when no answer came: the bus may have done it twice then. */
  readonly call: <T>(call: (bus: BusClient) => Promise<T>) => Promise<T>;
};

/** One for a connection that is dead, one for another that dies while it is opened, one that ought to do. */
const tries = 3;

/** Before the next of them: a bus that is busy, or away for a moment, gets some time. */
const waitMs = 500;

/**
 * The line to the bus. When a connection dies while a link is being opened, the SDK waits a minute for answers that cannot come, and
 * whoever calls meanwhile waits with it, also after a call was aborted. So who waited `giveUpAfterMs` in vain, or got an error that is no answer of
 * the bus, opens a new client for all. Throws the error of the last try.
 */
export function createBusLine(open: () => ServiceBusClient, giveUpAfterMs: number): BusLine {
  const state = { bus: keepSenders(open()) };
  const replace = (bus: BusClient): void => {
    // Somebody else was faster.
    if (state.bus !== bus) return;
    state.bus = keepSenders(open());
    // By then nobody waits for anything of it.
    setTimeout(() => bus.client.close().catch(() => undefined), giveUpAfterMs).unref();
  };
  const call = async <T>(what: (bus: BusClient) => Promise<T>, triesLeft: number): Promise<T> => {
    const { bus } = state;
    try {
      return await within(giveUpAfterMs, what(bus));
    } catch (error) {
      const answer = answerOf(error);
      if (answer === undefined) replace(bus);
      if (triesLeft === 1 || (answer !== undefined && answer !== 'ServiceBusy')) throw error;
      await delay(waitMs);
      return call(what, triesLeft - 1);
    }
  };
  return { call: (what) => call(what, tries) };
}

function keepSenders(client: ServiceBusClient): BusClient {
  const senders = new Map<string, ServiceBusSender>();
  return {
    client,
    sender: (queue) => {
      const known = senders.get(queue) ?? client.createSender(queue);
      senders.set(queue, known);
      return known;
    },
  };
}

/** The SDK does not give up everywhere when it is told to, so it is not asked. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`The bus gave no answer within ${ms} ms.`)), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const answers: ReadonlySet<string> = new Set([
  'MessageLockLost',
  'MessageSizeExceeded',
  'MessagingEntityDisabled',
  'MessagingEntityNotFound',
  'QuotaExceeded',
  'ServiceBusy',
  'UnauthorizedAccess',
]);

/** The code of what the bus itself said, over a connection that is sound. */
function answerOf(error: unknown): string | undefined {
  return isServiceBusError(error) && answers.has(error.code) ? error.code : undefined;
}
