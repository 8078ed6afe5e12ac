import { createHash } from 'node:crypto';

/** The id of a row that we make in the CRM follows from what it stands for (RFC 9562, version 8): two who create at once make one row. */
export function idOf(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(parts.join('~')).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
