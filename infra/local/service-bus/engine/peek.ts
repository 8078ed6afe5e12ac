import type { Queue, StoredMessage } from './model.ts';
import { serverBusy } from './refusals.ts';

export type PeekRequest = {
  readonly from: number;
  readonly count: number;
  /** undefined: messages of all sessions. */
  readonly sessionId: string | undefined;
};

/** Messages in any state, in the order of their numbers, without locking them (message-browsing). */
export function peek(queue: Queue, { from, count, sessionId }: PeekRequest): StoredMessage[] {
  const now = queue.bus.clock.now();
  const found: StoredMessage[] = [];
  for (const message of inOrder(queue)) {
    if (found.length >= count) break;
    const isWanted = sessionId === undefined || message.content.sessionId === sessionId;
    if (isWanted && message.sequenceNumber >= from && message.expiresAt > now) found.push(message);
  }
  if (found.length > 0 && !queue.bus.credits.take(found.length)) throw serverBusy();
  return found;
}

/** A queue gets its messages in the order of their numbers; its dead letters come in any order. */
function inOrder({ messages, deadLetters }: Queue): Iterable<StoredMessage> {
  if (deadLetters) return messages.values();
  return [...messages.values()].sort((a, b) => a.sequenceNumber - b.sequenceNumber);
}
