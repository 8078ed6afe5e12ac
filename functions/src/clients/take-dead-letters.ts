import {
  isServiceBusError,
  type ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from '@azure/service-bus';
import Long from 'long';
import type { BusLine } from './bus-line.ts';

/** `number` is the bus's own: a message id may have been chosen by anybody. */
export type DeadLetter = { readonly number: string; readonly body: unknown };

/** What a receiver locked, and the client whose it is: its link settles for as long as it is there, else the lock does. */
type Part = {
  readonly client: ServiceBusClient;
  readonly receiver: ServiceBusReceiver;
  readonly messages: readonly ServiceBusReceivedMessage[];
};

/** A part at a time, so that no lock runs out before its turn. */
const partSize = 20;

/**
 * Hands over what is in the dead letters of a queue now, one by one; each is removed after `take`. Throws what `take` throws. Where the
 * connection dies a letter may be handed over twice; one that was on its way then is locked for a minute, and comes with the next round.
 */
export async function takeDeadLetters(
  line: BusLine,
  queue: string,
  take: (letter: DeadLetter) => Promise<void>,
): Promise<void> {
  // Asked for first: an empty queue is only known to be so after a wait.
  while (await line.call(({ client }) => hasLetters(open(client, queue)))) {
    const part = await line.call(({ client }) => receivePart(client, queue));
    try {
      if (part.messages.length === 0) return;
      for (const message of part.messages) {
        await take({ number: String(message.sequenceNumber ?? ''), body: message.body });
        await line.call(({ client }) => remove(message, part, client, queue));
      }
    } finally {
      // Over a dead connection it may never have closed; nobody waits for that.
      part.receiver.close().catch(() => undefined);
    }
  }
}

function open(client: ServiceBusClient, queue: string): ServiceBusReceiver {
  return client.createReceiver(queue, { subQueueType: 'deadLetter' });
}

async function hasLetters(receiver: ServiceBusReceiver): Promise<boolean> {
  try {
    return (await receiver.peekMessages(1, { fromSequenceNumber: Long.ZERO })).length > 0;
  } finally {
    await receiver.close();
  }
}

async function receivePart(client: ServiceBusClient, queue: string): Promise<Part> {
  const receiver = open(client, queue);
  return { client, receiver, messages: await receiver.receiveMessages(partSize, { maxWaitTimeInMs: 2000 }) };
}

async function remove(message: ServiceBusReceivedMessage, part: Part, client: ServiceBusClient, queue: string) {
  // Dead letters are locked one by one, whatever session they were of; to the SDK one of a session has no lock without its link.
  const { sessionId: _, ...letter } = message;
  try {
    await open(client, queue).completeMessage(letter);
  } catch (error) {
    // The bus had removed it: the answer was lost with the connection before.
    const isRemoved = client !== part.client && isServiceBusError(error) && error.code === 'MessageLockLost';
    if (!isRemoved) throw error;
  }
}
