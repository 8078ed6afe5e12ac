import { findLocked } from './find-locked.ts';
import type { Queue, Session } from './model.ts';
import { sessionLockLost } from './refusals.ts';

/** Renews the lock of one message; the new end in milliseconds since 1970. Throws lock-lost. */
export function renewMessageLock(queue: Queue, token: Buffer): number {
  const message = findLocked(queue, token);
  const { lock } = message;
  if (!lock) throw sessionLockLost(message.content.sessionId ?? '');
  lock.until = queue.bus.clock.now() + queue.settings.lockDurationMs;
  queue.locks.delete(lock.key); // to the end: the map is in the order in which locks run out
  queue.locks.set(lock.key, message);
  return lock.until;
}

/** Renews the lock of a session and of all messages its owner holds. `linkName`: the receiver that asks, when it says so. */
export function renewSessionLock(queue: Queue, sessionId: string, linkName: string | undefined): number {
  const session = findOwned(queue, sessionId, linkName);
  session.lockedUntil = queue.bus.clock.now() + queue.settings.lockDurationMs;
  for (const { lock } of session.locked) if (lock) lock.until = session.lockedUntil;
  return session.lockedUntil;
}

/** The session, if the receiver that asks still holds its lock. Throws session-lock-lost. */
export function findOwned(queue: Queue, sessionId: string, linkName: string | undefined): Session {
  const session = queue.sessions.get(sessionId);
  if (!session?.owner || session.lockedUntil <= queue.bus.clock.now()) throw sessionLockLost(sessionId);
  if (linkName !== undefined && session.owner.linkName !== linkName) throw sessionLockLost(sessionId);
  return session;
}
