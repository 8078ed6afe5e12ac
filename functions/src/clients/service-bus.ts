import { ServiceBusClient, type ServiceBusMessage, type ServiceBusReceivedMessage } from '@azure/service-bus';
import Long from 'long';
import type { AzureResource } from '../config.ts';
import { identity } from './identity.ts';

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

/** `number` is the bus's own: a message id may have been chosen by anybody. */
export type DeadLetter = { readonly number: string; readonly body: unknown };

/**
 * Dataverse waits 60 s for its webhook's answer, and a connection that dies while a link is being opened leaves the SDK waiting for its
 * whole time-out: two tries have to fit in.
 */
const options = { retryOptions: { timeoutInMs: 15_000, maxRetries: 2, retryDelayInMs: 500 } };

/** The one connection to the namespace; senders are kept, as opening one takes several round trips. */
export async function openBus(resource: AzureResource): Promise<Bus> {
  const client =
    'connectionString' in resource
      ? new ServiceBusClient(resource.connectionString, options)
      : new ServiceBusClient(resource.address, await identity(resource.clientId), options);
  const senders = new Map<string, ReturnType<ServiceBusClient['createSender']>>();
  const sender = (queue: string) => {
    const known = senders.get(queue) ?? client.createSender(queue);
    senders.set(queue, known);
    return known;
  };
  return {
    send: (message) => sender(message.queue).sendMessages(toMessage(message)),
    schedule: async (message, afterMs) => {
      await sender(message.queue).scheduleMessages(toMessage(message), new Date(Date.now() + afterMs));
    },
    pending: async (queue) => {
      const waiting = await peekNudges(client, queue);
      const { sum: deadLettered } = await peekNudges(client, queue, 'deadLetter');
      return {
        waiting: waiting.sum,
        deadLettered,
        ...(waiting.oldest === undefined ? {} : { oldest: waiting.oldest }),
      };
    },
    takeDeadLetters: (queue, take) => takeDeadLetters(client, queue, take),
  };
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

/** Peeks a queue from its beginning, 500 messages at a time; locks nothing. */
async function peekNudges(client: ServiceBusClient, queue: string, subQueueType?: 'deadLetter'): Promise<Peeked> {
  const receiver = client.createReceiver(queue, subQueueType ? { subQueueType } : {});
  try {
    let peeked: Peeked = { sum: 0, oldest: undefined };
    // From the very beginning; each further call goes on where the one before it ended. Without the number the first call would
    // go on where an earlier receiver of this client ended.
    for (
      let messages = await receiver.peekMessages(500, { fromSequenceNumber: Long.ZERO });
      messages.length > 0;
      messages = await receiver.peekMessages(500)
    ) {
      peeked = messages.reduce(addMessage, peeked);
    }
    return peeked;
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

/** One receiver, a part at a time, so that no lock runs out before its turn. */
async function takeDeadLetters(
  client: ServiceBusClient,
  queue: Queue,
  take: (letter: DeadLetter) => Promise<void>,
): Promise<void> {
  const receiver = client.createReceiver(queue, { subQueueType: 'deadLetter' });
  try {
    for (;;) {
      // Asked for first: an empty queue is only known to be so after a wait.
      if ((await receiver.peekMessages(1, { fromSequenceNumber: Long.ZERO })).length === 0) return;
      const messages = await receiver.receiveMessages(20, { maxWaitTimeInMs: 2000 });
      if (messages.length === 0) return;
      for (const message of messages) {
        await take({ number: String(message.sequenceNumber ?? ''), body: message.body });
        await receiver.completeMessage(message);
      }
    }
  } finally {
    await receiver.close();
  }
}
