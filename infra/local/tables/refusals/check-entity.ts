import type { Keys } from '../calls/read-address.ts';
import { entityBytes } from './entity-bytes.ts';
import { checkDate, checkName } from './property-limits.ts';
import { readProperties } from './read-properties.ts';
import { type Refusal, refusal } from './refusal.ts';

/** REST reference, "Understanding the Table service data model", property limitations: 255 with the three system properties. */
const maxProperties = 252;
const maxEntityBytes = 1024 * 1024;

/** The limits of one entity as it is sent; what a merge makes of it together with what is stored is not seen here. */
export function checkEntity(
  entity: Readonly<Record<string, unknown>>,
  keysInAddress: Keys | undefined,
): Refusal | undefined {
  const properties = readProperties(entity);
  for (const { name } of properties) {
    const wrongName = checkName(name);
    if (wrongName) return wrongName;
  }
  if (properties.length > maxProperties)
    return refusal('TooManyProperties', 'The entity contains more properties than allowed.');
  const keys = keysInAddress ?? { partitionKey: String(entity.PartitionKey), rowKey: String(entity.RowKey) };
  if (entityBytes(keys, properties) > maxEntityBytes)
    return refusal('EntityTooLarge', 'The entity is larger than the maximum allowed size (1MB).');
  for (const property of properties) {
    const wrongDate = checkDate(property);
    if (wrongDate) return wrongDate;
  }
  return undefined;
}
