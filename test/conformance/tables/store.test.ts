import { openTable, type Table, type TableChange } from '../../../functions/src/clients/tables.ts';
import { useTables } from './open-tables.ts';

const tables = useTables();

/** The relay's own client at a new table. */
async function store(): Promise<Table> {
  const { table, connectionString } = tables();
  const { tableName } = await table();
  return openTable({ connectionString }, tableName);
}

function put(rowKey: string, columns: object = {}, etag?: string): TableChange {
  return { kind: 'put', row: { partitionKey: 'p', rowKey, ...columns }, etag };
}

test('a row comes back as it was written, with its ETag, whatever its columns are', async () => {
  const table = await store();
  const columns = {
    text: `é "quoted" \r\n--batch_1 `,
    empty: '',
    whole: 7,
    large: 1_764_118_443_123,
    part: 0.5,
    yes: true,
  };

  const etags = await table.transact([put('one', columns)]);

  const stored = await table.get('p', 'one');
  expect(stored).toMatchObject({ partitionKey: 'p', rowKey: 'one', ...columns });
  expect(etags).toEqual([stored?.etag]);
  expect(await table.range('p', 'one', 'onf')).toEqual([stored]);
  expect(await table.get('p', 'other')).toBeUndefined();
});

test('a transaction gives the ETag of each row, which the next one may be written with', async () => {
  const table = await store();

  const first = await table.transact([put('a', { n: 1 }), put('b', { n: 1 })]);
  if (first === 'conflict') throw new Error('nobody else was there');
  const second = await table.transact([
    put('b', { n: 2 }, first[1]),
    { kind: 'upsert', row: { partitionKey: 'p', rowKey: 'c', n: 2 } },
    { kind: 'delete', partitionKey: 'p', rowKey: 'a' },
  ]);

  const rows = await table.range('p', 'a', 'z');
  expect(rows.map(({ rowKey, n }) => [rowKey, n])).toEqual([
    ['b', 2],
    ['c', 2],
  ]);
  expect(second).toEqual([rows[0]?.etag, rows[1]?.etag, '']);
});

test.each([
  ['that is there already', put('there')],
  ['that changed since', put('there', {}, `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"`)],
  ['that is gone', put('gone', {}, `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"`)],
  ['to be deleted that is gone', { kind: 'delete', partitionKey: 'p', rowKey: 'gone' } as const],
])('a row %s is a conflict, alone or in a transaction, and nothing is written', async (_, change) => {
  const table = await store();
  await table.transact([put('there', { n: 1 })]);

  expect(await table.transact([change])).toBe('conflict');
  expect(await table.transact([put('beside'), change])).toBe('conflict');

  expect((await table.range('p', 'a', 'z')).map(({ rowKey, n }) => [rowKey, n])).toEqual([['there', 1]]);
});

test('what the service refuses is an error with its code and without the row', async () => {
  const table = await store();

  const refused = table.transact([put('a', { text: 'x'.repeat(70_000) }), put('b')]);

  await expect(refused).rejects.toMatchObject({ status: 400, code: 'PropertyValueTooLarge' });
});

test('a key that Azure refuses is not even sent', async () => {
  const table = await store();

  await expect(table.get('p', 'A/b')).rejects.toThrow('table key');
  await expect(table.transact([put('ü')])).rejects.toThrow('table key');
  await expect(table.transact([put('a', { when: new Date() })])).rejects.toThrow('Column when');
});

test('pages are followed, and what is busy, inside a transaction too, is waited for', async () => {
  const { order } = tables();
  const table = await store();
  await order('behaviour', { emptyPageShare: 1, busyShare: 0.5, busyInsideShare: 1 });

  for (const n of [1, 2, 3, 4]) await table.transact([put(`a${n}`), put(`b${n}`)]);
  await order('behaviour', { busyShare: 0 });

  expect(await table.range('p', 'a', 'z')).toHaveLength(8);
});

test('a call that gets no answer is sent again', async () => {
  const { table, connectionString, order } = tables();
  const { tableName } = await table();
  const impatient = await openTable({ connectionString }, tableName, 200);
  await impatient.transact([put('one', { n: 1 })]);
  await order('faults', { match: { pathPattern: 'one' }, holdMs: 60_000 });

  expect(await impatient.get('p', 'one')).toMatchObject({ n: 1 });
});
