import { readSectionHead, skipValue } from './amqp-value.ts';
import { section } from './sections.ts';

/** Message format of a batch (Azure Service Bus AMQP protocol guide, "Message format"). */
export const batchFormat = 0x80013700;

/** The messages of a batch: each data section of the envelope carries one encoded message. */
export function splitBatch(envelope: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  let offset = 0;
  while (offset < envelope.length) {
    const { code, value } = readSectionHead(envelope, offset);
    offset = skipValue(envelope, value);
    if (code === section.data) messages.push(binaryAt(envelope, value));
  }
  return messages;
}

function binaryAt(bytes: Buffer, offset: number): Buffer {
  const short = bytes.readUInt8(offset) === 0xa0;
  const start = offset + (short ? 2 : 5);
  return bytes.subarray(start, start + (short ? bytes.readUInt8(offset + 1) : bytes.readUInt32BE(offset + 1)));
}
