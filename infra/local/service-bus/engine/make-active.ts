import { deadLetter } from './dead-letter.ts';
import type { Queue, StoredMessage } from './model.ts';
import { putBack } from './put-back.ts';

/** A message that was sent, or whose scheduled time has come, can be received from now on. Its time to live starts here. */
export function makeActive(message: StoredMessage): void {
  const { queue } = message;
  const { settings, bus } = queue;
  message.state = 'active';
  const timeToLiveMs = Math.min(message.content.timeToLiveMs ?? Number.POSITIVE_INFINITY, settings.defaultTimeToLiveMs);
  message.expiresAt = message.enqueuedAt + timeToLiveMs;
  queue.earliestExpiry = Math.min(queue.earliestExpiry, message.expiresAt);
  bus.activity.count += 1;
  if (takeDeadLetterOrder(queue)) deadLetter(message, orderedReason);
  else putBack(message);
}

export const orderedReason = {
  DeadLetterReason: 'ControlSurface',
  DeadLetterErrorDescription: 'The control surface was told to dead-letter this message.',
};

/** One message less of an order `{"deadLetter":n}` that is still open for this queue or for any. */
function takeDeadLetterOrder({ path, deadLetters, bus }: Queue): boolean {
  if (!deadLetters) return false;
  for (const name of [path, '']) {
    const left = bus.orders.deadLetter.get(name) ?? 0;
    if (left > 0) {
      bus.orders.deadLetter.set(name, left - 1);
      return true;
    }
  }
  return false;
}
