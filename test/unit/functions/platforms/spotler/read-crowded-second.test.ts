import { readCrowdedSecond } from '../../../../../functions/src/platforms/spotler/read-crowded-second.ts';
import type { ListReader, Part } from '../../../../../functions/src/platforms/spotler/read-windows.ts';

type Item = { readonly id: string };

const window = { fromMs: 5000, toMs: 6000 };

/** A second of so many contacts, ten to an answer; with each call for a page some of its front change, and are in it no more. */
function secondOf(count: number, leaving: number) {
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
  return { list, inside };
}

async function readSecond(count: number, leaving: number) {
  const { list, inside } = secondOf(count, leaving);
  const parts: Part<Item>[] = [];
  for await (const part of readCrowdedSecond(window, { first: await list.read(window, 0) }, list)) parts.push(part);
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

  expect(parts.slice(0, 6).map(({ items }) => items.length)).toEqual([10, 10, 10, 10, 5, 0]);
  expect(parts.map(({ upToMs }) => upToMs).indexOf(6000)).toBe(parts.length - 1);
});

test('a process that ends after any part is followed by one that goes on there, and nobody who stayed is left out', async () => {
  const { list, inside } = secondOf(145, 1);
  const ids = new Set<string>();
  let begun: Parameters<typeof readCrowdedSecond<Item>>[1] = { first: await list.read(window, 0) };
  let calls = 0;

  for (let isOver = false; !isOver && calls < 100; calls += 1) {
    for await (const { items, inSecond } of readCrowdedSecond(window, begun, list)) {
      for (const { id } of items) ids.add(id);
      isOver = inSecond === undefined;
      if (inSecond) begun = { place: inSecond };
      break;
    }
  }

  expect([...ids]).toEqual(expect.arrayContaining(inside.map(({ id }) => id)));
  expect(calls).toBeLessThan(40);
});
