/**
 * Walking over encoded AMQP values without decoding them: a broker needs a few fields of a message and must pass every other byte on
 * as it came. AMQP 1.0 types, §1.2 (encodings) and §1.6 (format codes).
 */

/** Offset of the byte after the value at `offset`. Throws a RangeError for a format code that AMQP does not know. */
export function skipValue(buffer: Buffer, offset: number): number {
  const code = buffer.readUInt8(offset);
  const next = offset + 1;
  if (code === 0x00) return skipValue(buffer, skipValue(buffer, next)); // §1.2: descriptor, then the value
  switch (code >>> 4) {
    case 0x4:
      return next;
    case 0x5:
      return next + 1;
    case 0x6:
      return next + 2;
    case 0x7:
      return next + 4;
    case 0x8:
      return next + 8;
    case 0x9:
      return next + 16;
    case 0xa:
    case 0xc:
    case 0xe:
      return next + 1 + buffer.readUInt8(next);
    case 0xb:
    case 0xd:
    case 0xf:
      return next + 4 + buffer.readUInt32BE(next);
    default:
      throw new RangeError(`AMQP knows no format code 0x${code.toString(16)} (offset ${offset}).`);
  }
}

/** Number of items of the list or map at `offset` (a map counts keys and values), and where the first one starts. */
export function readCompoundHead(buffer: Buffer, offset: number): { readonly count: number; readonly start: number } {
  switch (buffer.readUInt8(offset)) {
    case 0x45:
      return { count: 0, start: offset + 1 };
    case 0xc0:
    case 0xc1:
      return { count: buffer.readUInt8(offset + 2), start: offset + 3 };
    case 0xd0:
    case 0xd1:
      return { count: buffer.readUInt32BE(offset + 5), start: offset + 9 };
    default:
      throw new RangeError(`A list or map was expected at offset ${offset}.`);
  }
}

/** The string, symbol, uuid or binary at `offset` as text that is equal only for equal values; undefined for null. */
export function readText(buffer: Buffer, offset: number): string | undefined {
  switch (buffer.readUInt8(offset)) {
    case 0x40:
      return undefined;
    case 0xa1:
    case 0xa3:
      return buffer.toString('utf8', offset + 2, offset + 2 + buffer.readUInt8(offset + 1));
    case 0xb1:
    case 0xb3:
      return buffer.toString('utf8', offset + 5, offset + 5 + buffer.readUInt32BE(offset + 1));
    default:
      // A message id may also be a ulong, a uuid or binary (messaging, §3.2.11 to §3.2.13).
      return `0x${buffer.toString('hex', offset, skipValue(buffer, offset))}`;
  }
}

/** The unsigned integer or timestamp at `offset`; undefined for null and for everything else. */
export function readNumber(buffer: Buffer, offset: number): number | undefined {
  switch (buffer.readUInt8(offset)) {
    case 0x43:
    case 0x44:
      return 0;
    case 0x50:
    case 0x52:
    case 0x53:
      return buffer.readUInt8(offset + 1);
    case 0x70:
      return buffer.readUInt32BE(offset + 1);
    case 0x80:
      return Number(buffer.readBigUInt64BE(offset + 1));
    case 0x81:
    case 0x83:
      return Number(buffer.readBigInt64BE(offset + 1));
    default:
      return undefined;
  }
}

/** Descriptor code of the section at `offset` and where its value starts (messaging, §3.2: all sections are described values). */
export function readSectionHead(buffer: Buffer, offset: number): { readonly code: number; readonly value: number } {
  if (buffer.readUInt8(offset) !== 0) throw new RangeError(`A message section was expected at offset ${offset}.`);
  if (buffer.readUInt8(offset + 1) === 0x53) return { code: buffer.readUInt8(offset + 2), value: offset + 3 };
  if (buffer.readUInt8(offset + 1) === 0x80) return { code: buffer.readUInt8(offset + 9), value: offset + 10 };
  throw new RangeError(`The section at offset ${offset} has no numeric descriptor.`);
}
