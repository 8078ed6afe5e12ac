import { readCompoundHead, readNumber, readSectionHead, readText, skipValue } from './amqp-value.ts';
import type { MessageContent } from './message-content.ts';
import { readRawMap, section } from './sections.ts';

/**
 * Reads an encoded AMQP message (messaging, §3.2) in one walk. The body is never decoded, so it leaves as it came, whatever type it
 * has. Throws a RangeError when the bytes are not an AMQP message.
 */
export function readMessage(bytes: Buffer): MessageContent {
  const found: Mutable<MessageContent> = {
    durable: false,
    priority: undefined,
    timeToLiveMs: undefined,
    annotations: new Map(),
    properties: undefined,
    applicationProperties: undefined,
    body: undefined,
    messageId: undefined,
    sessionId: undefined,
    scheduledFor: undefined,
    sizeBytes: bytes.length,
  };
  let offset = 0;
  while (offset < bytes.length) {
    const { code, value } = readSectionHead(bytes, offset);
    if (code >= section.data) return { ...found, body: bytes.subarray(offset) };
    const end = skipValue(bytes, value);
    readSection(found, { bytes, code, value, whole: bytes.subarray(offset, end) });
    offset = end;
  }
  return found;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Section = { readonly bytes: Buffer; readonly code: number; readonly value: number; readonly whole: Buffer };

function readSection(found: Mutable<MessageContent>, { bytes, code, value, whole }: Section): void {
  switch (code) {
    case section.header:
      readHeader(found, bytes, value);
      break;
    case section.messageAnnotations:
      readAnnotations(found, bytes, value);
      break;
    case section.properties:
      found.properties = whole;
      readProperties(found, bytes, value);
      break;
    case section.applicationProperties:
      found.applicationProperties = whole;
      break;
    default: // Delivery annotations are for this hop only (§3.2.2).
  }
}

/** §3.2.1: durable, priority, ttl, first-acquirer, delivery-count. The last two are the broker's to say. */
function readHeader(found: Mutable<MessageContent>, bytes: Buffer, at: number): void {
  const [durable, priority, ttl] = itemOffsets(bytes, at, 3);
  if (durable !== undefined) found.durable = bytes[durable] === 0x41;
  if (priority !== undefined) found.priority = readNumber(bytes, priority);
  if (ttl !== undefined) found.timeToLiveMs = readNumber(bytes, ttl);
}

/** Annotations that the broker sets at each delivery; a sender's own copy of them (a forwarded message) is dropped. */
const brokersOwn: ReadonlySet<string> = new Set([
  'x-opt-sequence-number',
  'x-opt-enqueue-sequence-number',
  'x-opt-enqueued-time',
  'x-opt-locked-until',
  'x-opt-message-state',
]);

function readAnnotations(found: Mutable<MessageContent>, bytes: Buffer, at: number): void {
  const annotations = readRawMap(bytes, at);
  for (const key of brokersOwn) annotations.delete(key);
  const scheduled = annotations.get('x-opt-scheduled-enqueue-time');
  if (scheduled) found.scheduledFor = readNumber(scheduled, 0);
  found.annotations = annotations;
}

/** §3.2.4: message-id is the first field, group-id (Service Bus: the session id) the eleventh. */
function readProperties(found: Mutable<MessageContent>, bytes: Buffer, at: number): void {
  const offsets = itemOffsets(bytes, at, 11);
  const [messageId] = offsets;
  const groupId = offsets[10];
  if (messageId !== undefined) found.messageId = readText(bytes, messageId);
  if (groupId !== undefined) found.sessionId = readText(bytes, groupId);
}

function itemOffsets(bytes: Buffer, at: number, most: number): number[] {
  const { count, start } = readCompoundHead(bytes, at);
  const offsets: number[] = [];
  let offset = start;
  for (let item = 0; item < Math.min(count, most); item += 1) {
    offsets.push(offset);
    offset = skipValue(bytes, offset);
  }
  return offsets;
}
