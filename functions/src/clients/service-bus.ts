import {
  ServiceBusClient,
  type ServiceBusMessage,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
  type ServiceBusReceiverOptions,
} from '@azure/service-bus';
import Long from 'long';
import type { AzureResource } from '../config.ts';
import { type BusLine, createBusLine } from './bus-line.ts';
import { identity } from './identity.ts';
import { type DeadLetter, takeDeadLetters } from './take-dead-letters.ts';

export const queues = ['crm-events', 'crm-withdrawals', 'jobs'] as const;
export type Queue = (typeof queues)[number];

export type BusMessage = {
  readonly queue: Queue;
  readonly sessionId: string;
  readonly messageId: string;
  readonly body: unknown;
  /** How many nudges are in it: what is pending is summed from this property, without opening a body. */
  readonly nudges: number;
};

export type Bus = {
  /** Resolves when the bus has the message. */
  readonly send: (message: BusMessage) => Promise<void>;
  /** The message becomes active only after this time. */
  readonly schedule: (message: BusMessage, afterMs: number) => Promise<void>;
  /**
   * Nudges that wait in a queue (active and scheduled), and of those in its dead letters; since when the oldest waits that could be
   * taken now (milliseconds since 1970).
   */
  readonly pending: (
    queue: string,
  ) => Promise<{ readonly waiting: number; readonly deadLettered: number; readonly oldest?: number }>;
  /** Hands over what is in the dead letters now, one by one; each is removed after `take`. Throws what `take` throws. */
  readonly takeDeadLetters: (queue: Queue, take: (letter: DeadLetter) => Promise<void>) => Promise<void>;
};

/** Tries are the line's own. */
const options = { retryOptions: { maxRetries: 0 } };

/** Dataverse waits 60 s for its webhook's answer: three tries fit in, also where all are given up. */
const patienceMs = 10_000;

/** The line to the namespace. A call that got no answer for `giveUpAfterMs` is tried again over a new connection. */
export async function openBus(resource: AzureResource, giveUpAfterMs = patienceMs): Promise<Bus> {
  const line = createBusLine(await clientOf(resource), giveUpAfterMs);
  return {
    send: (message) => line.call(({ sender }) => sender(message.queue).sendMessages(toMessage(message))),
    schedule: async (message, afterMs) => {
      const at = new Date(Date.now() + afterMs);
      await line.call(({ sender }) => sender(message.queue).scheduleMessages(toMessage(message), at));
    },
    pending: async (queue) => {
      const waiting = await peekNudges(line, queue);
      const { sum: deadLettered } = await peekNudges(line, queue, { subQueueType: 'deadLetter' });
      return {
        waiting: waiting.sum,
        deadLettered,
        ...(waiting.oldest === undefined ? {} : { oldest: waiting.oldest }),
      };
    },
    takeDeadLetters: (queue, take) => takeDeadLetters(line, queue, take),
  };
}

async function clientOf(resource: AzureResource): Promise<() => ServiceBusClient> {
  if ('connectionString' in resource) return () => new ServiceBusClient(resource.connectionString, options);
  const credential = await identity(resource.clientId);
  return () => new ServiceBusClient(resource.address, credential, options);
}

function toMessage(message: BusMessage): ServiceBusMessage {
  return {
    body: message.body,
    contentType: 'application/json',
    messageId: message.messageId,
    sessionId: message.sessionId,
    applicationProperties: { nudges: message.nudges },
  };
}

type Peeked = { readonly sum: number; readonly oldest: number | undefined };

const pageSize = 500;

/** Peeks a queue from its beginning, a page at a time; locks nothing. */
async function peekNudges(line: BusLine, queue: string, options: ServiceBusReceiverOptions = {}): Promise<Peeked> {
  let peeked: Peeked = { sum: 0, oldest: undefined };
  for (let from = Long.ZERO; ; ) {
    const messages = await line.call(({ client }) => peekPage(client.createReceiver(queue, options), from));
    peeked = messages.reduce(addMessage, peeked);
    const last = messages.at(-1)?.sequenceNumber;
    if (!last) return peeked;
    from = last.add(1);
  }
}

async function peekPage(receiver: ServiceBusReceiver, fromSequenceNumber: Long) {
  try {
    return await receiver.peekMessages(pageSize, { fromSequenceNumber });
  } finally {
    await receiver.close();
  }
}

function addMessage({ sum, oldest }: Peeked, message: ServiceBusReceivedMessage): Peeked {
  const at = message.state === 'active' ? message.enqueuedTimeUtc?.getTime() : undefined;
  return {
    sum: sum + Number(message.applicationProperties?.nudges ?? 1),
    oldest: at === undefined ? oldest : Math.min(at, oldest ?? at),
  };
}
