import rhea from 'rhea';
import { z } from 'zod';
import { receiveDeferred } from '../../engine/receive-deferred.ts';
import { serverBusy } from '../../engine/refusals.ts';
import { encodeDelivery } from '../encode-delivery.ts';
import { long, type Operation, sessionId } from './operation.ts';

const schema = z.looseObject({
  'sequence-numbers': z.array(long),
  'receiver-settle-mode': z.number(),
  'session-id': sessionId,
});
const receiveAndDelete = 0;

/** `com.microsoft:receive-by-sequence-number`: deferred messages, each with its lock token unless it is deleted at once. */
export const receiveBySequenceNumber: Operation = ({ queue, body, answer }) => {
  const asked = schema.parse(body);
  if (!queue.bus.credits.take(asked['sequence-numbers'].length)) throw serverBusy();
  const found = receiveDeferred(queue, {
    sequenceNumbers: asked['sequence-numbers'],
    deletesOnReceipt: asked['receiver-settle-mode'] === receiveAndDelete,
    sessionId: asked['session-id'],
  });
  const messages = found.map((message) => ({
    message: encodeDelivery(message, { withLock: true }),
    ...(message.lock ? { 'lock-token': rhea.types.wrap_uuid(message.lock.token) } : {}),
  }));
  queue.bus.store.whenDurable(() => answer({ messages }));
};
