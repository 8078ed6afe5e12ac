import type { BrokerError } from './broker-error.ts';
import type { Lock, Queue, StoredMessage } from './model.ts';
import { messageLockLost, sessionLockLost } from './refusals.ts';

/** The message under this lock token (RFC 4122 order). Throws lock-lost when there is none or the lock has run out. */
export function findLocked(queue: Queue, token: Buffer): StoredMessage {
  const message = queue.locks.get(token.toString('latin1'));
  if (!message?.lock) throw messageLockLost();
  assertHolds(message, message.lock);
  return message;
}

/** A lock that ran out is lost even if nobody has taken the message since. */
export function assertHolds(message: StoredMessage, lock: Lock): void {
  if (message.lock === lock && lock.until > message.queue.bus.clock.now()) return;
  throw lockLost(message);
}

function lockLost({ queue, content }: StoredMessage): BrokerError {
  return queue.settings.requiresSession ? sessionLockLost(content.sessionId ?? '') : messageLockLost();
}
