import { randomBytes } from 'node:crypto';
import { expire } from './expire.ts';
import type { Heap } from './heap.ts';
import type { Consumer, Lock, Queue, StoredMessage } from './model.ts';
import { removeMessage } from './remove-message.ts';

/** Hands messages over at the end of this turn of the event loop, once for however many reasons there are by then. */
export function dispatchSoon(queue: Queue): void {
  if (queue.dispatching) return;
  queue.dispatching = true;
  process.nextTick(() => {
    queue.dispatching = false;
    dispatch(queue);
  });
}

/** Hands messages to all receivers that have credit: with sessions each its own, without in turn. */
export function dispatch(queue: Queue): void {
  if (queue.settings.requiresSession) for (const consumer of queue.consumers) serve(queue, consumer);
  else dispatchInTurn(queue);
}

/** As `dispatch`, where it is known that only this receiver can have something to get. */
export function serve(queue: Queue, consumer: Consumer): void {
  if (!queue.settings.requiresSession) {
    dispatchInTurn(queue);
    return;
  }
  while (consumer.session && consumer.session.ready.size() > 0 && consumer.credit() > 0) {
    if (!handOver(queue, consumer.session.ready, consumer)) return;
  }
}

function dispatchInTurn(queue: Queue): void {
  for (const consumer of queue.consumers) {
    if (consumer.credit() === 0 || !handOver(queue, queue.ready, consumer)) continue;
    // Whoever was served goes to the end of the row, where this loop meets it again.
    queue.consumers.delete(consumer);
    queue.consumers.add(consumer);
  }
}

/** False: nothing was handed over, and nothing can be at the moment. */
function handOver(queue: Queue, ready: Heap<StoredMessage>, consumer: Consumer): boolean {
  const message = nextLiving(queue, ready);
  if (!message) return false;
  if (!queue.bus.credits.take(1)) {
    ready.push(message); // throttled: the next tick tries again
    return false;
  }
  queue.bus.activity.count += 1;
  if (consumer.deletesOnReceipt) {
    consumer.deliver(message);
    removeMessage(message);
    return true;
  }
  lockMessage(message, consumer);
  consumer.deliver(message);
  return true;
}

function nextLiving(queue: Queue, ready: Heap<StoredMessage>): StoredMessage | undefined {
  for (;;) {
    const message = ready.pop();
    if (!message || message.expiresAt > queue.bus.clock.now()) return message;
    expire(message);
  }
}

/** A message of a session is locked exactly as long as the session (message-sessions). */
export function lockMessage(message: StoredMessage, consumer: Consumer | undefined): Lock {
  const { queue } = message;
  const session = consumer?.session;
  const token = randomBytes(16);
  const lock: Lock = {
    token,
    key: token.toString('latin1'),
    until: session ? session.lockedUntil : queue.bus.clock.now() + queue.settings.lockDurationMs,
  };
  message.lock = lock;
  queue.locks.set(lock.key, message);
  queue.deferred.delete(message);
  session?.locked.add(message);
  return lock;
}
