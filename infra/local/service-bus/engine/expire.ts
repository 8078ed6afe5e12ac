import { deadLetter } from './dead-letter.ts';
import type { StoredMessage } from './model.ts';
import { removeMessage } from './remove-message.ts';

/** Time to live is over: dead-lettered where the queue says so, gone otherwise (message-expiration). */
export function expire(message: StoredMessage): void {
  message.queue.bus.activity.count += 1;
  if (message.queue.settings.deadLetteringOnMessageExpiration && message.queue.deadLetters) {
    deadLetter(message, {
      DeadLetterReason: 'TTLExpiredException',
      DeadLetterErrorDescription: 'The message expired and was dead lettered.',
    });
    return;
  }
  removeMessage(message);
}
