import { dispatchSoon, serve } from './dispatch.ts';
import type { StoredMessage } from './model.ts';
import { grantToWaiters, sessionOf } from './sessions.ts';

/** Puts an active, unlocked message where receivers find it, and wakes them. */
export function putBack(message: StoredMessage): void {
  const { queue } = message;
  if (!queue.settings.requiresSession) {
    queue.ready.push(message);
    dispatchSoon(queue);
    return;
  }
  const session = sessionOf(queue, message.content.sessionId ?? '');
  session.ready.push(message);
  if (session.owner) {
    serve(queue, session.owner);
    return;
  }
  queue.freeSessions.add(session);
  grantToWaiters(queue);
}
