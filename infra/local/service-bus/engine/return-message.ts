import { deadLetter } from './dead-letter.ts';
import type { StoredMessage } from './model.ts';
import { putBack } from './put-back.ts';
import { unlock } from './remove-message.ts';

/**
 * A delivery failed (abandoned, lock lost): it is counted, and the message can be received again at once, or goes to the dead
 * letters when it has been delivered too often. Deliveries from the dead-letter queue are not counted.
 */
export function returnMessage(message: StoredMessage): void {
  const { queue } = message;
  unlock(message);
  countDelivery(message);
  if (message.deliveryCount >= queue.settings.maxDeliveryCount) {
    deadLetter(message, {
      DeadLetterReason: 'MaxDeliveryCountExceeded',
      DeadLetterErrorDescription: `Message could not be consumed after ${queue.settings.maxDeliveryCount} delivery attempts.`,
    });
    return;
  }
  giveBack(message);
}

/** Without counting a delivery (message-sessions: a session that is closed hands its messages back as they were). */
export function giveBack(message: StoredMessage): void {
  const { queue } = message;
  unlock(message);
  queue.bus.activity.count += 1;
  if (message.state === 'deferred')
    queue.deferred.add(message); // stays deferred: only its number brings it back
  else putBack(message);
}

export function countDelivery(message: StoredMessage): void {
  if (!message.queue.deadLetters) return;
  message.deliveryCount += 1;
  message.queue.bus.store.write({ kind: 'updated', message });
}
