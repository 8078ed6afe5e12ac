import { openDueRows } from '../../../../functions/src/relay/due-rows.ts';
import { idOf, memoryTable } from '../../builders.ts';

const noon = Date.parse('2026-03-10T12:00:00Z');
const due = (number: number, at: number) => ({ table: 'contact' as const, id: idOf(number), at });

test('rows are kept by the day, hold ids and a time only, and come back the oldest first', async () => {
  const control = memoryTable();
  const { write, read } = openDueRows(control);

  await write([due(1, noon), due(2, noon - 1), due(3, noon + 86_400_000), due(4, noon + 1)]);

  expect((await read('2026-03-10', noon)).map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
  expect((await read('2026-03-11', noon + 86_400_000)).map(({ id }) => id)).toEqual([idOf(3)]);
  expect(Object.keys([...control.rows.values()][0] ?? {}).sort()).toEqual(
    ['at', 'etag', 'id', 'partitionKey', 'rowKey', 'table'].sort(),
  );
});

test('the same record and time is one row; what was removed is gone', async () => {
  const control = memoryTable();
  const { write, read, remove } = openDueRows(control);
  await write([due(1, noon)]);
  await write([due(1, noon), due(2, noon)]);

  const rows = await read('2026-03-10', noon);
  await remove('2026-03-10', rows.slice(0, 1));

  expect(rows).toHaveLength(2);
  expect((await read('2026-03-10', noon)).map(({ id }) => id)).toEqual([idOf(2)]);
});

test('more rows than a transaction takes are written in several', async () => {
  const control = memoryTable();
  const { write, read } = openDueRows(control);

  await write(Array.from({ length: 250 }, (_, number) => due(number, noon)));

  expect(await read('2026-03-10', noon)).toHaveLength(250);
});
