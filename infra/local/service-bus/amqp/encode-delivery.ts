import { writeDelivery } from '../codec/write-delivery.ts';
import type { StoredMessage } from '../engine/model.ts';

const stateCodes = { active: 0, deferred: 1, scheduled: 2 } as const;

/** The bytes of a message as a receiver or a peeking client gets them. */
export function encodeDelivery(
  message: StoredMessage,
  options: { readonly withLock: boolean; readonly omitBody?: boolean },
): Buffer {
  const { content, state, scheduledFor } = message;
  // A message that was scheduled still says so when it is received.
  const shown = options.withLock && state === 'active' && scheduledFor !== undefined ? 'scheduled' : state;
  return writeDelivery(options.omitBody ? { ...content, body: undefined } : content, {
    sequenceNumber: message.sequenceNumber,
    enqueuedSequenceNumber: message.enqueuedSequenceNumber,
    enqueuedAt: message.enqueuedAt,
    lockedUntil: options.withLock ? message.lock?.until : undefined,
    deliveryCount: message.deliveryCount,
    state: stateCodes[shown],
  });
}
