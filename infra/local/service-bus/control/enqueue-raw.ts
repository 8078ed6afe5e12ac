import rhea from 'rhea';
import { readMessage } from '../codec/read-message.ts';
import { enqueue } from '../engine/enqueue.ts';
import type { Queue } from '../engine/model.ts';

export type RawMessage = {
  readonly contentType?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly bodyBase64: string;
};

/** Puts a message with exactly these bytes as its body into a queue, as a sender that is none of ours could. */
export function enqueueRaw(queue: Queue, raw: RawMessage): Record<string, unknown> {
  const encoded = rhea.message.encode({
    ...(raw.messageId === undefined ? {} : { message_id: raw.messageId }),
    ...(raw.contentType === undefined ? {} : { content_type: raw.contentType }),
    ...(raw.sessionId === undefined ? {} : { group_id: raw.sessionId }),
    body: rhea.message.data_section(Buffer.from(raw.bodyBase64, 'base64')),
  });
  const given: number[] = [];
  enqueue(queue, [readMessage(Buffer.from(encoded))], (numbers) => given.push(...numbers));
  return { sequenceNumber: given[0] };
}
