import type { TransactionAction } from '@azure/data-tables';
import { failureOf, useTables } from './open-tables.ts';

const tables = useTables();
const p = 'p';
const text = (characters: number) => 'x'.repeat(characters);
const properties = (count: number, value: unknown = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${n}`, value]));

describe('an entity is refused', () => {
  const cases: [string, string, Record<string, unknown>][] = [
    ['with more than 252 properties', 'TooManyProperties', properties(253)],
    ['of more than 1 MiB', 'EntityTooLarge', properties(17, text(32 * 1024))],
    ['of more than 1 MiB in bytes', 'EntityTooLarge', properties(17, Buffer.alloc(64 * 1024))],
    ['with a text of more than 32 K characters', 'PropertyValueTooLarge', { c: text(32 * 1024 + 1) }],
    ['with more than 64 KiB of bytes', 'PropertyValueTooLarge', { c: Buffer.alloc(64 * 1024 + 1) }],
    ['with a date before 1601', 'OutOfRangeInput', { c: new Date('1600-12-31T23:59:59Z') }],
    ['with a dash in a name', 'PropertyNameInvalid', { 'a-b': 1 }],
    ['with a space in a name', 'PropertyNameInvalid', { 'a b': 1 }],
    ['with a name of more than 255 characters', 'PropertyNameTooLong', { [text(256)]: 1 }],
  ];
  for (const [title, code, columns] of cases) {
    test(title, async () => {
      const table = await tables().table();
      const entity = { partitionKey: p, rowKey: 'r', ...columns };

      expect(await failureOf(table.createEntity(entity))).toMatchObject({ status: 400, code });
      expect(await failureOf(table.upsertEntity(entity, 'Replace'))).toMatchObject({ status: 400, code });
      expect(await failureOf(table.upsertEntity(entity, 'Merge'))).toMatchObject({ status: 400, code });
      const transaction: TransactionAction[] = [
        ['upsert', { partitionKey: p, rowKey: 'fine' }],
        ['upsert', entity, 'Replace'],
      ];
      expect(await failureOf(table.submitTransaction(transaction))).toMatchObject({
        status: 400,
        code,
        message: expect.stringMatching(/^1:/),
      });
      expect((await table.listEntities().byPage().next()).value).toHaveLength(0);
    });
  }

  test('never at its limits', async () => {
    const table = await tables().table();
    const entity = { partitionKey: p, rowKey: 'r', ...properties(250), text: text(32 * 1024) };

    await table.createEntity({ ...entity, bytes: Buffer.alloc(64 * 1024) });

    expect(await table.getEntity(p, 'r')).toMatchObject({ c249: 1, text: entity.text });
  });
});

describe('a key is refused', () => {
  const cases: [string, string, string | undefined][] = [
    ['/', 'OutOfRangeInput', 'InvalidInput'],
    ['\\', 'OutOfRangeInput', 'InvalidInput'],
    ['#', 'OutOfRangeInput', 'OutOfRangeInput'],
    ['?', 'OutOfRangeInput', 'OutOfRangeInput'],
    ['\t', 'OutOfRangeInput', undefined],
    ['\u007f', 'OutOfRangeInput', undefined],
  ];
  for (const [character, codeInBody, codeInAddress] of cases) {
    test(`with ${JSON.stringify(character)} in it, by each operation`, async () => {
      const table = await tables().table();
      const key = `a${character}b`;

      for (const keys of [
        { partitionKey: key, rowKey: 'r' },
        { partitionKey: p, rowKey: key },
      ]) {
        expect(await failureOf(table.createEntity(keys))).toMatchObject({ status: 400, code: codeInBody });
        for (const call of [
          table.upsertEntity(keys),
          table.getEntity(keys.partitionKey, keys.rowKey),
          table.deleteEntity(keys.partitionKey, keys.rowKey),
        ]) {
          const { status, code } = await failureOf(call);
          expect({ status, code }).toEqual({ status: 400, code: codeInAddress });
        }
        expect(await failureOf(table.submitTransaction([['create', keys]]))).toMatchObject({ code: codeInBody });
        expect(await failureOf(table.submitTransaction([['upsert', keys]]))).toMatchObject({
          status: 400,
          code: codeInAddress ?? 'OutOfRangeInput',
        });
      }
    });
  }

  test('when it is longer than 1,024 characters', async () => {
    const table = await tables().table();
    const refused = { status: 400, code: 'PropertyValueTooLarge' };

    expect(await failureOf(table.createEntity({ partitionKey: text(1025), rowKey: 'r' }))).toMatchObject(refused);
    expect(await failureOf(table.upsertEntity({ partitionKey: p, rowKey: text(1025) }))).toMatchObject(refused);
  });
});

describe('a transaction is refused', () => {
  test('with more than a hundred changes', async () => {
    const table = await tables().table();
    const changes = Array.from(
      { length: 101 },
      (_, n): TransactionAction => ['create', { partitionKey: p, rowKey: `${n}` }],
    );

    expect(await failureOf(table.submitTransaction(changes))).toMatchObject({ status: 400, code: 'InvalidInput' });
    expect((await table.listEntities().byPage().next()).value).toHaveLength(0);
  });

  test('when it is larger than 4 MiB, whatever its parts are', async () => {
    const table = await tables().table();
    const changes = Array.from(
      { length: 33 },
      (_, n): TransactionAction => ['create', { partitionKey: p, rowKey: `${n}`, ...properties(4, text(32 * 1024)) }],
    );

    expect(await failureOf(table.submitTransaction(changes))).toMatchObject({
      status: 413,
      code: 'RequestBodyTooLarge',
    });
  });
});
