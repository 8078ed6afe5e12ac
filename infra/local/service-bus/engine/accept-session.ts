import { BrokerError } from './broker-error.ts';
import type { Consumer, Queue, Session } from './model.ts';
import { releaseSession } from './release-session.ts';
import { giveSession, nextFreeSession, sessionOf } from './sessions.ts';

/** Locks the named session; it need not have messages. Throws session-cannot-be-locked while somebody else holds it. */
export function acceptSession(queue: Queue, sessionId: string, consumer: Consumer): Session {
  const session = sessionOf(queue, sessionId);
  const { owner } = session;
  if (owner && session.lockedUntil <= queue.bus.clock.now()) releaseSession(queue, session, 'lockLost');
  if (session.owner)
    throw new BrokerError(
      'com.microsoft:session-cannot-be-locked',
      `The requested session '${sessionId}' cannot be accepted. It may be locked by another receiver.`,
    );
  giveSession(queue, session, consumer);
  return session;
}

/** Locks the next free session with messages; undefined when there is none. */
export function acceptNextSession(queue: Queue, consumer: Consumer): Session | undefined {
  const session = nextFreeSession(queue);
  if (session) giveSession(queue, session, consumer);
  return session;
}

/**
 * Holds a receiver back until a session with messages becomes free; then it is locked, and `grant` called. The function returned
 * takes the receiver out of the row and says whether it was still there.
 */
export function waitForSession(queue: Queue, consumer: Consumer, grant: (session: Session) => void): () => boolean {
  const waiter = { consumer, grant };
  queue.waiters.add(waiter);
  return () => queue.waiters.delete(waiter);
}
