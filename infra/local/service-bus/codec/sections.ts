import { readCompoundHead, readText, skipValue } from './amqp-value.ts';

/** Descriptor codes of the sections of a message (AMQP 1.0 messaging, §3.2). */
export const section = {
  header: 0x70,
  deliveryAnnotations: 0x71,
  messageAnnotations: 0x72,
  properties: 0x73,
  applicationProperties: 0x74,
  data: 0x75,
} as const;

/** Keys of the map at `offset` with their values as encoded bytes. */
export function readRawMap(buffer: Buffer, offset: number): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  const { count, start } = readCompoundHead(buffer, offset);
  let key = start;
  for (let item = 0; item < count; item += 2) {
    const value = skipValue(buffer, key);
    const end = skipValue(buffer, value);
    entries.set(readText(buffer, key) ?? '', buffer.subarray(value, end));
    key = end;
  }
  return entries;
}

/** A whole section with string keys (application properties). The values are encoded bytes. */
export function writeMapSection(code: number, entries: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  for (const [key, value] of entries) parts.push(writeText(key), value);
  const body = Buffer.concat(parts);
  const head = Buffer.from([0, 0x53, code, 0xd1, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length + 4, 4);
  head.writeUInt32BE(entries.size * 2, 8);
  return Buffer.concat([head, body]);
}

export function writeText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length < 256) return Buffer.concat([Buffer.from([0xa1, bytes.length]), bytes]);
  const head = Buffer.from([0xb1, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
