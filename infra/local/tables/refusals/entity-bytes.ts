import type { Keys } from '../calls/read-address.ts';
import type { Property } from './read-properties.ts';

/** Bytes of values that have one size (.NET's). */
const fixed: Readonly<Record<string, number>> = { 'Edm.Int64': 8, 'Edm.DateTime': 8, 'Edm.Double': 8, 'Edm.Guid': 16 };

/** Size of an entity in the table: "How the size of an entity is calculated in Windows Azure Table storage" (Microsoft's blog, 2011). */
export function entityBytes({ partitionKey, rowKey }: Keys, properties: readonly Property[]): number {
  const ofKeys = 4 + 2 * (partitionKey.length + rowKey.length);
  return properties.reduce((sum, property) => sum + 8 + 2 * property.name.length + valueBytes(property), ofKeys);
}

function valueBytes({ value, type = '' }: Property): number {
  const bytes = fixed[type];
  if (bytes !== undefined) return bytes;
  if (typeof value === 'boolean') return 1;
  if (typeof value === 'number') return Number.isInteger(value) ? 4 : 8;
  if (typeof value !== 'string') return 0;
  return 4 + (type === 'Edm.Binary' ? Buffer.byteLength(value, 'base64') : 2 * value.length);
}
