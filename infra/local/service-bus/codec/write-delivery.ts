import type { MessageContent } from './message-content.ts';

/** What the broker says about a message at this delivery, next to what the sender said. */
export type DeliveryFacts = {
  readonly sequenceNumber: number;
  readonly enqueuedSequenceNumber: number;
  /** Milliseconds since 1970, like `lockedUntil`. */
  readonly enqueuedAt: number;
  /** Left out for received-and-deleted and for peeked messages. */
  readonly lockedUntil: number | undefined;
  /** Failed deliveries before this one (AMQP 1.0 messaging, §3.2.1: `delivery-count`). */
  readonly deliveryCount: number;
  /** `x-opt-message-state`: 0 active, 1 deferred, 2 scheduled (AMQP protocol guide, "Message annotations"). */
  readonly state: 0 | 1 | 2;
};

/** The message as it goes to a receiver: header and annotations written anew, everything else byte for byte as it was sent. */
export function writeDelivery(content: MessageContent, facts: DeliveryFacts): Buffer {
  const parts = [writeHeader(content, facts.deliveryCount), ...writeAnnotations(content, facts)];
  if (content.properties) parts.push(content.properties);
  if (content.applicationProperties) parts.push(content.applicationProperties);
  if (content.body) parts.push(content.body);
  return Buffer.concat(parts);
}

/** AMQP 1.0 messaging, §3.2.1. */
function writeHeader({ durable, priority, timeToLiveMs }: MessageContent, deliveryCount: number): Buffer {
  const header = Buffer.alloc(20);
  let at = header.write('\x00\x53\x70\xc0', 0, 'latin1') + 1;
  at = header.writeUInt8(5, at);
  at = header.writeUInt8(durable ? 0x41 : 0x42, at);
  if (priority === undefined) at = header.writeUInt8(0x40, at);
  else at = header.writeUInt8(priority, header.writeUInt8(0x50, at));
  if (timeToLiveMs === undefined) at = header.writeUInt8(0x40, at);
  else at = header.writeUInt32BE(Math.min(timeToLiveMs, 0xffffffff), header.writeUInt8(0x70, at));
  at = header.writeUInt8(0x42, at); // first-acquirer: Service Bus does not say
  at = header.writeUInt32BE(deliveryCount, header.writeUInt8(0x70, at));
  header.writeUInt8(at - 5, 4);
  return header.subarray(0, at);
}

const sequenceKey = symbol('x-opt-sequence-number');
const enqueuedSequenceKey = symbol('x-opt-enqueue-sequence-number');
const enqueuedKey = symbol('x-opt-enqueued-time');
const lockedKey = symbol('x-opt-locked-until');
const stateKey = symbol('x-opt-message-state');

function writeAnnotations(content: MessageContent, facts: DeliveryFacts): Buffer[] {
  const parts = [
    sequenceKey,
    fixed64(0x81, facts.sequenceNumber),
    enqueuedSequenceKey,
    fixed64(0x81, facts.enqueuedSequenceNumber),
    enqueuedKey,
    fixed64(0x83, facts.enqueuedAt),
    stateKey,
    Buffer.from([0x54, facts.state]),
  ];
  if (facts.lockedUntil !== undefined) parts.push(lockedKey, fixed64(0x83, facts.lockedUntil));
  for (const [key, value] of content.annotations) parts.push(symbol(key), value);
  const head = Buffer.from([0, 0x53, 0x72, 0xd1, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(
    parts.reduce((sum, part) => sum + part.length, 4),
    4,
  );
  head.writeUInt32BE(parts.length, 8);
  return [head, ...parts];
}

function symbol(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([0xa3, bytes.length]), bytes]);
}

/** A long (0x81) or timestamp (0x83). */
function fixed64(code: number, value: number): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes.writeUInt8(code, 0);
  bytes.writeBigInt64BE(BigInt(Math.trunc(value)), 1);
  return bytes;
}
