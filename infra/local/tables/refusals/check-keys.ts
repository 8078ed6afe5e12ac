import type { Keys } from '../calls/read-address.ts';
import { hasForbiddenCharacter, hasSlash } from './key-characters.ts';
import { badSyntax, outOfRange, type Refusal, refusal } from './refusal.ts';

/** "Scalability and performance targets for Table storage": a string up to 1,024 characters in size. */
const maxCharacters = 1024;

const tooLong = refusal(
  'PropertyValueTooLarge',
  'The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less.',
);

/** Keys in the address of an entity, which is parsed before anybody looks at the keys. */
export function checkKeysInAddress({ partitionKey, rowKey }: Keys): Refusal | undefined {
  const both = [partitionKey, rowKey];
  if (both.some(hasSlash)) return badSyntax;
  if (both.some(hasForbiddenCharacter)) return outOfRange;
  return both.some(isTooLong) ? tooLong : undefined;
}

/** Keys of an entity that is inserted; here the refusal names the key. */
export function checkKeysInBody(entity: Readonly<Record<string, unknown>>): Refusal | undefined {
  for (const name of ['PartitionKey', 'RowKey']) {
    const key = entity[name];
    // A key that is missing or no string: Azurite refuses it as Azure does.
    if (typeof key !== 'string') continue;
    if (hasForbiddenCharacter(key))
      return refusal('OutOfRangeInput', `The '${name}' parameter of value '${key}' is out of range.`);
    if (isTooLong(key)) return tooLong;
  }
  return undefined;
}

function isTooLong(key: string): boolean {
  return key.length > maxCharacters;
}
