import { dispatchSoon } from './dispatch.ts';
import { expire } from './expire.ts';
import { makeActive } from './make-active.ts';
import type { Queue, StoredMessage } from './model.ts';
import { releaseSession } from './release-session.ts';
import { returnMessage } from './return-message.ts';

/** Everything that time does to a queue: scheduled messages become active, locks run out, messages expire. */
export function tick(queue: Queue): void {
  const now = queue.bus.clock.now();
  activateDue(queue, now);
  if (queue.settings.requiresSession) endSessionLocks(queue, now);
  else endMessageLocks(queue, now);
  if (queue.earliestExpiry <= now) expireOld(queue, now);
  forgetSeen(queue, now);
  if (queue.ready.size() > 0 || queue.consumers.size > 0) dispatchSoon(queue); // what throttling held back
  if (queue.deadLetters) tick(queue.deadLetters);
}

/** The message gets a new number, as if it had been sent just now (message-sequencing). */
function activateDue(queue: Queue, now: number): void {
  for (const message of queue.scheduled) {
    if (message.scheduledFor === undefined || message.scheduledFor > now) continue;
    queue.scheduled.delete(message);
    queue.messages.delete(message.sequenceNumber);
    const from = message.sequenceNumber;
    queue.sequence.last += 1;
    message.sequenceNumber = queue.sequence.last;
    message.enqueuedAt = now;
    queue.messages.set(message.sequenceNumber, message);
    queue.bus.store.write({ kind: 'activated', message, from });
    makeActive(message);
  }
}

function endSessionLocks(queue: Queue, now: number): void {
  for (const { session } of queue.consumers) {
    if (session && session.lockedUntil <= now) releaseSession(queue, session, 'lockLost');
  }
  // A deferred message that was received without holding its session has a lock of its own.
  for (const message of queue.locks.values()) {
    if (message.lock && message.lock.until <= now) returnMessage(message);
  }
}

function endMessageLocks(queue: Queue, now: number): void {
  for (const message of queue.locks.values()) {
    if (message.lock && message.lock.until > now) return;
    returnMessage(message);
  }
}

function expireOld(queue: Queue, now: number): void {
  const isOld = (message: StoredMessage) => message.expiresAt <= now;
  const old = [...queue.ready.removeWhere(isOld)];
  for (const session of queue.sessions.values()) old.push(...session.ready.removeWhere(isOld));
  for (const message of old) expire(message);
  queue.earliestExpiry = Number.POSITIVE_INFINITY;
  for (const message of queue.messages.values()) {
    queue.earliestExpiry = Math.min(queue.earliestExpiry, Math.max(message.expiresAt, now + 1000));
  }
}

function forgetSeen({ seen, settings }: Queue, now: number): void {
  for (const [messageId, at] of seen) {
    if (now - at < settings.duplicateDetectionWindowMs) return;
    seen.delete(messageId);
  }
}
