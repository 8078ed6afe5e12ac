import { withApplicationProperties } from '../codec/with-application-properties.ts';
import type { StoredMessage } from './model.ts';
import { putBack } from './put-back.ts';
import { unlock } from './remove-message.ts';

/**
 * Moves a message to the dead-letter queue. Reason and description travel as application properties `DeadLetterReason` and
 * `DeadLetterErrorDescription` (service-bus-dead-letter-queues). The message keeps its sequence number and its delivery count.
 */
export function deadLetter(message: StoredMessage, changes: Readonly<Record<string, unknown>>): void {
  const { queue } = message;
  const target = queue.deadLetters ?? queue;
  unlock(message);
  queue.messages.delete(message.sequenceNumber);
  queue.deferred.delete(message);
  message.content = withApplicationProperties(message.content, changes);
  message.state = 'active';
  message.expiresAt = Number.POSITIVE_INFINITY;
  message.queue = target;
  target.messages.set(message.sequenceNumber, message);
  queue.bus.store.write({ kind: 'deadLettered', message, from: message.sequenceNumber });
  putBack(message);
}
