import { checkEntity } from '../../../../infra/local/tables/refusals/check-entity.ts';
import { checkKeysInAddress, checkKeysInBody } from '../../../../infra/local/tables/refusals/check-keys.ts';
import { entityBytes } from '../../../../infra/local/tables/refusals/entity-bytes.ts';
import { readProperties } from '../../../../infra/local/tables/refusals/read-properties.ts';

const keys = { partitionKey: 'pp', rowKey: 'r' };

const sizes: [string, Record<string, unknown>, number][] = [
  ['no property: 4 bytes and two for each character of the keys', {}, 10],
  ['a text: two bytes for each character and 4', { ab: 'xyz' }, 10 + 12 + 10],
  ['a whole number: 4', { ab: 1 }, 10 + 12 + 4],
  ['a broken number: 8', { ab: 1.5 }, 10 + 12 + 8],
  ['yes or no: 1', { ab: true }, 10 + 12 + 1],
  ['a 64-bit number: 8', { ab: '1', 'ab@odata.type': 'Edm.Int64' }, 10 + 12 + 8],
  ['a date: 8', { ab: '2026-01-01T00:00:00Z', 'ab@odata.type': 'Edm.DateTime' }, 10 + 12 + 8],
  ['a GUID: 16', { ab: '0f8fad5b-d9cb-469f-a165-70867728950e', 'ab@odata.type': 'Edm.Guid' }, 10 + 12 + 16],
  ['bytes: as many and 4', { ab: 'AAEC', 'ab@odata.type': 'Edm.Binary' }, 10 + 12 + 7],
  ['null, annotations and system properties: nothing', { ab: null, 'odata.etag': 'x', Timestamp: 'x' }, 10],
];
for (const [title, entity, bytes] of sizes) {
  test(`the size of ${title}`, () => {
    expect(entityBytes(keys, readProperties(entity))).toBe(bytes);
  });
}

/** An entity of exactly `bytes`: 31 texts of nearly 32 K characters, and one that fills up. */
function entityOf(bytes: number): Record<string, unknown> {
  const entity: Record<string, unknown> = {};
  for (let n = 10; n < 26; n += 1) entity[`c${n}`] = 'x'.repeat(32_700);
  const rest = bytes - entityBytes(keys, readProperties({ ...entity, c26: '' }));
  return { ...entity, c26: 'x'.repeat(rest / 2) };
}

test('an entity may have 1 MiB, and not two bytes more', () => {
  expect(checkEntity(entityOf(1024 * 1024), keys)).toBeUndefined();
  expect(checkEntity(entityOf(1024 * 1024 + 2), keys)).toMatchObject({ code: 'EntityTooLarge' });
});

test('an entity whose keys are in its body has them in its size', () => {
  const keysOf256 = { PartitionKey: 'p'.repeat(128), RowKey: 'r'.repeat(128) };

  expect(checkEntity({ ...entityOf(1024 * 1024), ...keysOf256 }, undefined)).toMatchObject({ code: 'EntityTooLarge' });
});

const names: [string, string | undefined][] = [
  ['_a1', undefined],
  ['Größe', undefined],
  ['x'.repeat(255), undefined],
  ['x'.repeat(256), 'PropertyNameTooLong'],
  ['1a', 'PropertyNameInvalid'],
  ['a.b', 'PropertyNameInvalid'],
  ['a-b', 'PropertyNameInvalid'],
  ['1~email', 'PropertyNameInvalid'],
];
for (const [name, code] of names) {
  test(`a property may ${code === undefined ? '' : 'not '}be called ${name.slice(0, 10)} (${name.length})`, () => {
    expect(checkEntity({ [name]: 1 }, keys)?.code).toBe(code);
  });
}

test('a key may have 1,024 characters, and not one more', () => {
  const [fits, longer] = ['k'.repeat(1024), 'k'.repeat(1025)];

  expect(checkKeysInBody({ PartitionKey: fits, RowKey: fits })).toBeUndefined();
  expect(checkKeysInBody({ PartitionKey: 'p', RowKey: longer })).toMatchObject({ code: 'PropertyValueTooLarge' });
  expect(checkKeysInAddress({ partitionKey: fits, rowKey: fits })).toBeUndefined();
  expect(checkKeysInAddress({ partitionKey: longer, rowKey: 'r' })).toMatchObject({ code: 'PropertyValueTooLarge' });
});
