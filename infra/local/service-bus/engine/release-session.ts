import type { Consumer, Queue, Session } from './model.ts';
import { sessionLockLost } from './refusals.ts';
import { giveBack, returnMessage } from './return-message.ts';
import { forgetIfEmpty, grantToWaiters } from './sessions.ts';

/**
 * The owner loses the session. Messages it held go back in order: when it closed the session (or its connection died) as they were,
 * when the lock ran out with a delivery counted (message-sessions, "Message delivery count").
 */
export function releaseSession(queue: Queue, session: Session, why: 'closed' | 'lockLost'): void {
  const { owner } = session;
  if (!owner) return;
  session.owner = undefined;
  session.lockedUntil = 0;
  owner.session = undefined;
  queue.consumers.delete(owner);
  for (const message of [...session.locked]) why === 'closed' ? giveBack(message) : returnMessage(message);
  if (session.ready.size() > 0) queue.freeSessions.add(session);
  forgetIfEmpty(queue, session);
  if (why === 'lockLost') owner.detach(sessionLockLost(session.id));
  grantToWaiters(queue);
}

/** A receiver has gone. One without a session leaves its locks running: they end by themselves. */
export function removeConsumer(queue: Queue, consumer: Consumer): void {
  queue.consumers.delete(consumer);
  if (consumer.session) releaseSession(queue, consumer.session, 'closed');
}
