import { lockMessage } from './dispatch.ts';
import type { Queue, StoredMessage } from './model.ts';
import { messageLockLost, messageNotFound } from './refusals.ts';
import { removeMessage } from './remove-message.ts';

export type DeferredRequest = {
  readonly sequenceNumbers: readonly number[];
  readonly deletesOnReceipt: boolean;
  readonly sessionId: string | undefined;
};

/** Deferred messages by their numbers, all or none (message-deferral). They stay deferred until they are completed. */
export function receiveDeferred(queue: Queue, request: DeferredRequest): StoredMessage[] {
  const found = request.sequenceNumbers.map((number) => findDeferred(queue, number, request.sessionId));
  const owner = queue.sessions.get(request.sessionId ?? '')?.owner;
  for (const message of found) request.deletesOnReceipt ? removeMessage(message) : lockMessage(message, owner);
  queue.bus.activity.count += 1;
  return found;
}

function findDeferred(queue: Queue, sequenceNumber: number, sessionId: string | undefined): StoredMessage {
  const message = queue.messages.get(sequenceNumber);
  if (message?.state !== 'deferred') throw messageNotFound(sequenceNumber);
  if (sessionId !== undefined && message.content.sessionId !== sessionId) throw messageNotFound(sequenceNumber);
  if (message.lock) throw messageLockLost();
  return message;
}
