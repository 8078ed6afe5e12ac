import type { StoredMessage } from './model.ts';
import { forgetIfEmpty } from './sessions.ts';

/** The message is gone: completed, expired, cancelled, or received and deleted. */
export function removeMessage(message: StoredMessage): void {
  const { queue } = message;
  unlock(message);
  queue.messages.delete(message.sequenceNumber);
  queue.deferred.delete(message);
  queue.scheduled.delete(message);
  queue.bus.store.write({ kind: 'removed', message });
}

/** Takes the lock off; where the message goes now is for the caller to say. */
export function unlock(message: StoredMessage): void {
  const { queue, lock } = message;
  if (!lock) return;
  message.lock = undefined;
  queue.locks.delete(lock.key);
  const session = queue.sessions.get(message.content.sessionId ?? '');
  if (!session) return;
  session.locked.delete(message);
  forgetIfEmpty(queue, session);
}
