import { readCompoundHead, readSectionHead, skipValue } from './amqp-value.ts';
import type { MessageContent } from './message-content.ts';
import { section, writeText } from './sections.ts';

/**
 * The message with the id the broker gives it when the sender gave none. Without one the client library cannot renew its lock: it
 * keeps its timers by message id.
 */
export function withMessageId(content: MessageContent, messageId: string): MessageContent {
  const { count, rest } = propertiesAfterId(content.properties);
  const id = writeText(messageId);
  const head = Buffer.from([0, 0x53, section.properties, 0xd0, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(4 + id.length + rest.length, 4);
  head.writeUInt32BE(count, 8);
  return { ...content, messageId, properties: Buffer.concat([head, id, rest]) };
}

function propertiesAfterId(properties: Buffer | undefined): { readonly count: number; readonly rest: Buffer } {
  if (!properties) return { count: 1, rest: Buffer.alloc(0) };
  const { count, start } = readCompoundHead(properties, readSectionHead(properties, 0).value);
  if (count === 0) return { count: 1, rest: Buffer.alloc(0) };
  return { count, rest: properties.subarray(skipValue(properties, start)) };
}
