import { z } from 'zod';
import { peek } from '../../engine/peek.ts';
import { encodeDelivery } from '../encode-delivery.ts';
import { long, type Operation, sessionId } from './operation.ts';

const schema = z.looseObject({
  'from-sequence-number': long,
  'message-count': z.number(),
  'session-id': sessionId,
  'omit-message-body': z.boolean().nullish(),
});

/** `com.microsoft:peek-message`: messages in any state, without locks; 204 when there is none from that number on. */
export const peekMessage: Operation = ({ queue, body, answer }) => {
  const asked = schema.parse(body);
  const found = peek(queue, {
    from: asked['from-sequence-number'],
    count: asked['message-count'],
    sessionId: asked['session-id'],
  });
  if (found.length === 0) return answer({}, 204);
  const omitBody = asked['omit-message-body'] === true;
  answer({ messages: found.map((message) => ({ message: encodeDelivery(message, { withLock: false, omitBody }) })) });
};
