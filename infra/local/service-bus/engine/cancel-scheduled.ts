import type { Queue } from './model.ts';
import { messageNotFound } from './refusals.ts';
import { removeMessage } from './remove-message.ts';

/** Takes scheduled messages out, all or none. Throws message-not-found for one that is not scheduled (any more). */
export function cancelScheduled(queue: Queue, sequenceNumbers: readonly number[]): void {
  const found = sequenceNumbers.map((number) => {
    const message = queue.messages.get(number);
    if (message?.state !== 'scheduled') throw messageNotFound(number);
    return message;
  });
  for (const message of found) removeMessage(message);
}
