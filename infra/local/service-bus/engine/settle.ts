import { withApplicationProperties } from '../codec/with-application-properties.ts';
import { BrokerError } from './broker-error.ts';
import { deadLetter } from './dead-letter.ts';
import type { StoredMessage } from './model.ts';
import { removeMessage, unlock } from './remove-message.ts';
import { countDelivery, giveBack, returnMessage } from './return-message.ts';

/** What a receiver says of a message it holds (message-transfers-locks-settlement). */
export type Settlement =
  | { readonly kind: 'complete' }
  | { readonly kind: 'abandon' | 'defer' | 'deadLetter'; readonly changes: Readonly<Record<string, unknown>> };

/** The caller has made sure that the lock is the receiver's and has not run out (`find-locked.ts`). */
export function settle(message: StoredMessage, settlement: Settlement): void {
  message.queue.bus.activity.count += 1;
  switch (settlement.kind) {
    case 'complete':
      removeMessage(message);
      break;
    case 'abandon':
      modify(message, settlement.changes);
      returnMessage(message);
      break;
    case 'defer':
      modify(message, settlement.changes);
      defer(message);
      break;
    case 'deadLetter':
      moveToDeadLetters(message, settlement.changes);
      break;
  }
}

function modify(message: StoredMessage, changes: Readonly<Record<string, unknown>>): void {
  message.content = withApplicationProperties(message.content, changes);
}

function defer(message: StoredMessage): void {
  unlock(message);
  message.state = 'deferred';
  message.queue.deferred.add(message);
  countDelivery(message);
}

function moveToDeadLetters(message: StoredMessage, changes: Readonly<Record<string, unknown>>): void {
  if (!message.queue.deadLetters) {
    giveBack(message);
    throw new BrokerError('amqp:not-allowed', 'A message of a dead-letter queue cannot be dead-lettered again.');
  }
  deadLetter(message, changes);
}
