import { createHash } from 'node:crypto';

/** Our own name space for ids made from names (RFC 9562, version 5). Changing it would make every component a new one. */
const nameSpace = Buffer.from('7a1c2f0e5b7d4e8fa3c19d64b2e05f18', 'hex');

/** The id of a component, always the same for the same name: an upgrade then finds what an earlier version installed. */
export function guid(name: string): string {
  const hash = createHash('sha1').update(nameSpace).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
