import { keepRow } from '../../../../functions/src/clients/keep-row.ts';
import { memoryTable } from '../../builders.ts';

const counts = (n: number, etag: string | undefined) => ({
  kind: 'put' as const,
  row: { partitionKey: 'p', rowKey: 'counts', n },
  etag,
});

/** The table, how often it was read, and two processes that keep its row `counts`. */
function ground() {
  const table = memoryTable();
  const reads: string[] = [];
  const counted = {
    ...table,
    get: (partitionKey: string, rowKey: string) => {
      reads.push(rowKey);
      return table.get(partitionKey, rowKey);
    },
  };
  return { reads, one: keepRow(counted, 'counts'), other: keepRow(counted, 'counts') };
}

test('the row is read once, also where it was not there, and then known from what was written', async () => {
  const { one, reads } = ground();

  for (const n of [1, 2, 3]) {
    const stored = await one.get('p', 'counts');
    expect(stored?.n).toBe(n === 1 ? undefined : n - 1);
    expect(await one.transact([counts(n, stored?.etag)])).toHaveLength(1);
  }

  expect(reads).toEqual(['counts']);
});

test('after somebody else wrote it, it is a conflict and is read again', async () => {
  const { one, other, reads } = ground();
  await one.transact([counts(1, undefined)]);
  await other.transact([counts(2, (await other.get('p', 'counts'))?.etag)]);

  const stale = await one.get('p', 'counts');
  expect(await one.transact([counts(3, stale?.etag)])).toBe('conflict');

  expect(await one.get('p', 'counts')).toMatchObject({ n: 2 });
  expect(reads).toHaveLength(2);
});

test('other rows are read each time, and other partitions have a row of their own', async () => {
  const { one, reads } = ground();
  await one.transact([counts(1, undefined)]);

  await one.get('p', 'state');
  await one.get('p', 'state');

  expect(await one.get('q', 'counts')).toBeUndefined();
  expect(reads).toEqual(['state', 'state', 'counts']);
});
