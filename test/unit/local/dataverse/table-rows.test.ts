import { createTableRows } from '../../../../infra/local/dataverse/store/table-rows.ts';

const row = (n: number, parent?: number) => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  version: BigInt(n),
  values: parent === undefined ? {} : { parent: { table: 'p', id: `p${parent}` } },
});
const numbers = (rows: Iterable<{ readonly version: bigint }>) => [...rows].map(({ version }) => Number(version));

test('rows come in key order, also those added and removed after the order was first asked for', () => {
  const rows = createTableRows();
  for (const n of [5, 1, 3]) rows.put(row(n));
  const before = numbers(rows.after(undefined));
  rows.put(row(4));
  rows.remove(row(3).id, 9n);

  expect(before).toEqual([1, 3, 5]);
  expect(numbers(rows.after(undefined))).toEqual([1, 4, 5]);
  expect(numbers(rows.after(row(3).id))).toEqual([4, 5]);
});

test('the index of a lookup follows rows that move, come and go', () => {
  const rows = createTableRows();
  rows.put(row(1, 1));
  rows.put(row(2, 1));
  const before = numbers(rows.pointingAt('parent', 'p1'));
  rows.put(row(2, 2));
  rows.put(row(3, 1));
  rows.remove(row(1).id, 9n);

  expect(before).toEqual([1, 2]);
  expect(numbers(rows.pointingAt('parent', 'p1'))).toEqual([3]);
  expect(numbers(rows.pointingAt('parent', 'p2'))).toEqual([2]);
});

test('a snapshot does not change with the rows', () => {
  const rows = createTableRows();
  rows.put(row(1));
  const snapshot = rows.snapshot();
  rows.remove(row(1).id, 2n);

  expect([...snapshot.rows.keys()]).toEqual([row(1).id]);
  expect(rows.tombstones()).toEqual([{ id: row(1).id, version: 2n }]);
});
