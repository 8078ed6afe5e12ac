import { deadLetter } from './dead-letter.ts';
import type { Heap } from './heap.ts';
import { orderedReason } from './make-active.ts';
import type { BusParts, Queue, StoredMessage } from './model.ts';

/**
 * The next `count` messages go to the dead letters: first those that wait now, the oldest first, then those that come. Without a
 * queue the count is one for all queues together.
 */
export function orderDeadLetters(
  parts: BusParts,
  queues: readonly Queue[],
  order: { readonly count: number; readonly queue: string | undefined },
): { readonly deadLettered: number; readonly open: number } {
  const waiting = queues.flatMap((queue) => readyHeaps(queue).map((heap) => ({ heap })));
  const oldest = waiting
    .flatMap(({ heap }) => heap.removeWhere(() => true).map((message) => ({ heap, message })))
    .sort((a, b) => a.message.enqueuedAt - b.message.enqueuedAt || a.message.sequenceNumber - b.message.sequenceNumber);
  for (const { heap, message } of oldest.slice(order.count)) heap.push(message);
  const taken = oldest.slice(0, order.count);
  for (const { message } of taken) deadLetter(message, orderedReason);
  const open = order.count - taken.length;
  const name = order.queue === undefined ? '' : (queues[0]?.path ?? '');
  parts.orders.deadLetter.set(name, (parts.orders.deadLetter.get(name) ?? 0) + open);
  return { deadLettered: taken.length, open };
}

function readyHeaps(queue: Queue): Heap<StoredMessage>[] {
  return [queue.ready, ...[...queue.sessions.values()].map((session) => session.ready)];
}
