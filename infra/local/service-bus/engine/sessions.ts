import { createMessageHeap } from './create-queue.ts';
import type { Consumer, Queue, Session, Waiter } from './model.ts';

export function sessionOf(queue: Queue, id: string): Session {
  const known = queue.sessions.get(id);
  if (known) return known;
  const session: Session = {
    id,
    ready: createMessageHeap(),
    locked: new Set(),
    state: undefined,
    owner: undefined,
    lockedUntil: 0,
  };
  queue.sessions.set(id, session);
  return session;
}

/** Locks the session for a receiver, for as long as a message lock lasts (message-sessions). */
export function giveSession(queue: Queue, session: Session, consumer: Consumer): void {
  session.owner = consumer;
  session.lockedUntil = queue.bus.clock.now() + queue.settings.lockDurationMs;
  consumer.session = session;
  queue.freeSessions.delete(session);
  queue.consumers.add(consumer);
  queue.bus.activity.count += 1;
}

/** The free session that has waited longest; only sessions with messages to receive count. */
export function nextFreeSession(queue: Queue): Session | undefined {
  for (const session of queue.freeSessions) {
    if (session.ready.size() > 0) return session;
    queue.freeSessions.delete(session);
  }
  return undefined;
}

/** Free sessions go to the receivers that asked for "the next one" and are held back, the longest waiting first. */
export function grantToWaiters(queue: Queue): void {
  for (const waiter of queue.waiters) {
    const session = nextFreeSession(queue);
    if (!session) return;
    queue.waiters.delete(waiter);
    grant(queue, session, waiter);
  }
}

function grant(queue: Queue, session: Session, waiter: Waiter): void {
  giveSession(queue, session, waiter.consumer);
  waiter.grant(session);
}

/** A session without owner, messages and state is forgotten: otherwise every id ever used would stay. */
export function forgetIfEmpty(queue: Queue, session: Session): void {
  const isEmpty = session.ready.size() === 0 && session.locked.size === 0 && session.state === undefined;
  // By now the id may belong to a newer session that somebody holds.
  const isCurrent = queue.sessions.get(session.id) === session;
  if (isEmpty && isCurrent && !session.owner) queue.sessions.delete(session.id);
}
