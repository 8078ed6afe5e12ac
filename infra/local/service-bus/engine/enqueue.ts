import { randomUUID } from 'node:crypto';
import type { MessageContent } from '../codec/message-content.ts';
import { withMessageId } from '../codec/with-message-id.ts';
import { BrokerError } from './broker-error.ts';
import { makeActive } from './make-active.ts';
import type { Queue, StoredMessage } from './model.ts';
import { serverBusy } from './refusals.ts';

/** Limits of the Standard tier (service-bus-quotas). */
export const maxMessageBytes = 262_144;
const maxIdCharacters = 128;

/**
 * Takes messages into a queue, all or none. `done` gets their sequence numbers once they are durable; a duplicate gets a number too
 * and is dropped (duplicate-detection: the sender is told that all is well). Throws a BrokerError when one is refused.
 */
export function enqueue(queue: Queue, contents: readonly MessageContent[], done: (numbers: number[]) => void): void {
  for (const content of contents) check(queue, content);
  spendCredits(queue, contents.length);
  const prepared = contents.map((content) => prepare(queue, content));
  queue.bus.store.whenDurable(() => {
    for (const { message, isDuplicate } of prepared) if (!isDuplicate) show(queue, message);
    done(prepared.map(({ message }) => message.sequenceNumber));
  });
}

function check(queue: Queue, content: MessageContent): void {
  if (content.sizeBytes > maxMessageBytes) throw tooLarge(content.sizeBytes);
  if ((content.messageId?.length ?? 0) > maxIdCharacters)
    throw new BrokerError(
      'com.microsoft:argument-error',
      `A message id may have at most ${maxIdCharacters} characters.`,
    );
  if ((content.sessionId?.length ?? 0) > maxIdCharacters)
    throw new BrokerError(
      'com.microsoft:argument-error',
      `A session id may have at most ${maxIdCharacters} characters.`,
    );
  if (queue.settings.requiresSession && content.sessionId === undefined)
    throw new BrokerError(
      'amqp:not-allowed',
      `The queue '${queue.path}' requires sessions, and the message has no session id. Set one.`,
    );
}

export function tooLarge(sizeBytes: number): BrokerError {
  return new BrokerError(
    'amqp:link:message-size-exceeded',
    `The received message (${sizeBytes} bytes) exceeds the limit of ${maxMessageBytes} bytes on this link.`,
  );
}

function spendCredits({ bus }: Queue, messages: number): void {
  if (bus.orders.serverBusy > 0) {
    bus.orders.serverBusy -= 1;
    throw serverBusy();
  }
  if (!bus.credits.take(messages)) throw serverBusy();
}

function prepare(
  queue: Queue,
  given: MessageContent,
): { readonly message: StoredMessage; readonly isDuplicate: boolean } {
  const { bus, sequence } = queue;
  const isDuplicate = isSeenBefore(queue, given.messageId);
  sequence.last += 1;
  const message: StoredMessage = {
    queue,
    sequenceNumber: sequence.last,
    enqueuedSequenceNumber: sequence.last,
    content: given.messageId === undefined ? withMessageId(given, randomUUID().replaceAll('-', '')) : given,
    enqueuedAt: bus.clock.now(),
    expiresAt: Number.POSITIVE_INFINITY,
    deliveryCount: 0,
    state: 'active',
    scheduledFor: given.scheduledFor,
    lock: undefined,
  };
  if (!isDuplicate) bus.store.write({ kind: 'enqueued', message });
  return { message, isDuplicate };
}

/** Scheduled messages count from the moment they are sent (duplicate-detection). */
function isSeenBefore({ settings, seen, bus }: Queue, messageId: string | undefined): boolean {
  if (!settings.requiresDuplicateDetection || messageId === undefined) return false;
  const now = bus.clock.now();
  const before = seen.get(messageId);
  if (before !== undefined && now - before < settings.duplicateDetectionWindowMs) return true;
  seen.delete(messageId); // so that the map stays in the order of time
  seen.set(messageId, now);
  return false;
}

function show(queue: Queue, message: StoredMessage): void {
  queue.bus.activity.count += 1;
  queue.messages.set(message.sequenceNumber, message);
  if (message.scheduledFor !== undefined && message.scheduledFor > queue.bus.clock.now()) {
    message.state = 'scheduled';
    queue.scheduled.add(message);
    return;
  }
  makeActive(message);
}
