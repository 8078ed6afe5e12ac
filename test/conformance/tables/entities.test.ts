import { odata, type TableClient, TableTransaction } from '@azure/data-tables';
import { failureOf, useTables } from './open-tables.ts';

const tables = useTables();

describe('an entity', () => {
  test('comes back as it was written, with its types and an etag', async () => {
    const table = await tables().table();
    const written = {
      text: "O'Brien {x}\r\n\r\n#?/\\ 💌",
      small: 42,
      big: 9007199254740993n,
      half: 0.5,
      yes: true,
      bytes: Buffer.from([0, 255]),
      date: new Date('2026-10-25T02:30:00.123Z'),
    };

    await table.createEntity({ partitionKey: "p'1", rowKey: 'a~b=1,c (x)', ...written });

    expect(await table.getEntity("p'1", 'a~b=1,c (x)')).toMatchObject({ ...written, etag: expect.any(String) });
  });

  test('that is there already is not created again; one that is not there is not found', async () => {
    const table = await tables().table();
    await table.createEntity({ partitionKey: 'p', rowKey: 'r' });

    expect(await failureOf(table.createEntity({ partitionKey: 'p', rowKey: 'r' }))).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
    });
    expect(await failureOf(table.getEntity('p', 'other'))).toMatchObject({ status: 404, code: 'ResourceNotFound' });
  });

  test('merges keep other properties, replacing drops them, deleting removes it', async () => {
    const table = await tables().table();
    await table.createEntity({ partitionKey: 'p', rowKey: 'r', first: 1, second: 2 });

    await table.updateEntity({ partitionKey: 'p', rowKey: 'r', second: 3 }, 'Merge');
    expect(await table.getEntity('p', 'r')).toMatchObject({ first: 1, second: 3 });
    await table.upsertEntity({ partitionKey: 'p', rowKey: 'r', second: 4 }, 'Replace');
    expect(await table.getEntity('p', 'r')).not.toHaveProperty('first');
    await table.deleteEntity('p', 'r');
    expect(await failureOf(table.getEntity('p', 'r'))).toMatchObject({ status: 404 });
  });

  test('is changed and deleted only with the etag it has', async () => {
    const table = await tables().table();
    const { etag = '' } = await table.createEntity({ partitionKey: 'p', rowKey: 'r', n: 1 });
    await table.updateEntity({ partitionKey: 'p', rowKey: 'r', n: 2 }, 'Replace', { etag });

    const stale = table.updateEntity({ partitionKey: 'p', rowKey: 'r', n: 3 }, 'Replace', { etag });
    expect(await failureOf(stale)).toMatchObject({ status: 412, code: 'UpdateConditionNotSatisfied' });
    expect(await failureOf(table.deleteEntity('p', 'r', { etag }))).toMatchObject({ status: 412 });
    expect(await table.getEntity('p', 'r')).toMatchObject({ n: 2 });
  });
});

describe('a transaction', () => {
  test('writes all its changes', async () => {
    const table = await tables().table();
    const { etag = '' } = await table.createEntity({ partitionKey: 'p', rowKey: 'old', n: 1 });
    await table.createEntity({ partitionKey: 'p', rowKey: 'gone' });

    const { status, subResponses } = await table.submitTransaction([
      ['create', { partitionKey: 'p', rowKey: 'new', text: 'a\r\n\r\n{"b":1}' }],
      ['update', { partitionKey: 'p', rowKey: 'old', n: 2 }, 'Replace', { etag }],
      ['upsert', { partitionKey: 'p', rowKey: "quo'te", n: 3 }, 'Replace'],
      ['delete', { partitionKey: 'p', rowKey: 'gone' }],
    ]);

    expect({ status, parts: subResponses.map((part) => part.status) }).toEqual({
      status: 202,
      parts: [204, 204, 204, 204],
    });
    expect(await keysOf(table)).toEqual(['new', 'old', "quo'te"]);
    expect(await table.getEntity('p', 'new')).toMatchObject({ text: 'a\r\n\r\n{"b":1}' });
  });

  test('of a hundred changes is taken', async () => {
    const table = await tables().table();

    await table.submitTransaction(many(100).map((rowKey) => ['create', { partitionKey: 'p', rowKey }]));

    expect(await keysOf(table)).toEqual(many(100));
  });

  test('writes nothing when one etag is lost or one entity is there already', async () => {
    const table = await tables().table();
    await table.createEntity({ partitionKey: 'p', rowKey: 'old', n: 1 });
    const stale = { etag: `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"` };

    const lost = table.submitTransaction([
      ['create', { partitionKey: 'p', rowKey: 'new' }],
      ['update', { partitionKey: 'p', rowKey: 'old', n: 2 }, 'Replace', stale],
    ]);
    expect(await failureOf(lost)).toMatchObject({ status: 412, code: 'UpdateConditionNotSatisfied' });
    const twice = table.submitTransaction([
      ['create', { partitionKey: 'p', rowKey: 'new' }],
      ['create', { partitionKey: 'p', rowKey: 'old' }],
    ]);
    expect(await failureOf(twice)).toMatchObject({ status: 409, code: 'EntityAlreadyExists' });
    expect(await keysOf(table)).toEqual(['old']);
  });

  test('may name an entity only once', async () => {
    const table = await tables().table();
    const transaction = new TableTransaction();
    transaction.upsertEntity({ partitionKey: 'p', rowKey: 'r', n: 1 });
    transaction.upsertEntity({ partitionKey: 'p', rowKey: 'r', n: 2 });

    expect(await failureOf(table.submitTransaction(transaction.actions))).toMatchObject({
      status: 400,
      code: 'InvalidDuplicateRow',
    });
  });
});

describe('a query', () => {
  test('gives what its filter says, in the order of the keys, and only the properties it selects', async () => {
    const table = await tables().table();
    const rows = many(6).map((rowKey, n) => ({ partitionKey: n < 4 ? 'p' : 'q', rowKey, n, big: BigInt(n) }));
    for (const row of rows) await table.createEntity(row);

    expect(await keysOf(table, odata`PartitionKey eq 'p' and RowKey ge ${'r001'} and RowKey lt ${'r003'}`)).toEqual([
      'r001',
      'r002',
    ]);
    expect(await keysOf(table, odata`n gt 1 and not (big eq 3L)`)).toEqual(['r002', 'r004', 'r005']);
    const selected = table.listEntities({ queryOptions: { filter: odata`n eq 5`, select: ['n'] } });
    for await (const entity of selected) expect(entity).toEqual({ etag: expect.any(String), n: 5 });
  });

  test('comes in pages that can be taken up again', async () => {
    const table = await tables().table();
    await table.submitTransaction(many(25).map((rowKey) => ['create', { partitionKey: 'p', rowKey }]));

    const first = await table.listEntities().byPage({ maxPageSize: 10 }).next();
    const { continuationToken = '' } = first.value;
    const rest: number[] = [];
    for await (const page of table.listEntities().byPage({ maxPageSize: 10, continuationToken }))
      rest.push(page.length);

    expect([first.value.length, ...rest]).toEqual([10, 10, 5]);
  });
});

async function keysOf(table: TableClient, filter?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { rowKey } of table.listEntities(filter === undefined ? {} : { queryOptions: { filter } }))
    keys.push(String(rowKey));
  return keys;
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `r${String(n).padStart(3, '0')}`);
}
