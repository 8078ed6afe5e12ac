import { ServiceBusClient, type ServiceBusMessage } from '@azure/service-bus';
import Long from 'long';
import type { AzureResource } from '../config.ts';
import { identity } from './identity.ts';

export type BusMessage = {
  readonly queue: 'crm-events' | 'crm-withdrawals' | 'jobs';
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
  /** Nudges that wait in a queue (active and scheduled), and of those in its dead letters. */
  readonly pending: (queue: string) => Promise<{ readonly waiting: number; readonly deadLettered: number }>;
};

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
    pending: async (queue) => ({
      waiting: await peekNudges(client, queue),
      deadLettered: await peekNudges(client, queue, 'deadLetter'),
    }),
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

/** Peeks a queue from its beginning, 500 messages at a time; locks nothing. */
async function peekNudges(client: ServiceBusClient, queue: string, subQueueType?: 'deadLetter'): Promise<number> {
  const receiver = client.createReceiver(queue, subQueueType ? { subQueueType } : {});
  try {
    let sum = 0;
    // From the very beginning; each further call goes on where the one before it ended. Without the number the first call would
    // go on where an earlier receiver of this client ended.
    for (
      let messages = await receiver.peekMessages(500, { fromSequenceNumber: Long.ZERO });
      messages.length > 0;
      messages = await receiver.peekMessages(500)
    ) {
      for (const { applicationProperties } of messages) sum += Number(applicationProperties?.nudges ?? 1);
    }
    return sum;
  } finally {
    await receiver.close();
  }
}
