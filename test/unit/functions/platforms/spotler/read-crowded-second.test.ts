import { readCrowdedSecond } from '../../../../../functions/src/platforms/spotler/read-crowded-second.ts';
import type { ListReader } from '../../../../../functions/src/platforms/spotler/read-windows.ts';

type Item = { readonly id: string };

const window = { fromMs: 5000, toMs: 6000 };

/** A second of so many contacts, ten to an answer; with each call for a page some of its front change, and are in it no more. */
async function readSecond(count: number, leaving: number) {
  const inside = Array.from({ length: count }, (_, index) => ({ id: `c${index}` }));
  const left = new Set<string>();
  const list: ListReader<Item> = {
    pageSize: 10,
    idOf: ({ id }) => id,
    dateOf: () => 5000,
    read: async (_, after) => {
      if (after > 0) for (const { id } of inside.splice(0, left.size < 12 ? leaving : 0)) left.add(id);
      return inside.slice(after, after + 10);
    },
  };
  const first = await list.read(window, 0);
  const parts = [];
  for await (const part of readCrowdedSecond(window, first, list)) parts.push(part);
  const ids = parts.flatMap(({ items }) => items.map(({ id }) => id));
  return { ids, stayed: inside.map(({ id }) => id), parts };
}

test('whoever slides over a page edge is read all the same, and nobody is given twice', async () => {
  const { ids, stayed } = await readSecond(45, 3);

  expect(ids).toEqual(expect.arrayContaining(stayed));
  expect(new Set(ids).size).toBe(ids.length);
});

test('it comes in parts no larger than an answer, and is behind us only with the last', async () => {
  const { parts } = await readSecond(45, 0);

  expect(parts.map(({ items }) => items.length)).toEqual([10, 10, 10, 10, 5, 0]);
  expect(parts.map(({ upToMs }) => upToMs)).toEqual([5000, 5000, 5000, 5000, 5000, 6000]);
});
