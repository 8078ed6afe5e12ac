import {
  type ListReader,
  readWindows,
  type Window,
} from '../../../../../functions/src/platforms/spotler/read-windows.ts';

type Item = { readonly id: string; readonly at: number };

/** A list as Mail+ has it: ordered by time, closed windows, cut off at the page size. `onRead` may change it meanwhile. */
function listOf(items: Item[], pageSize: number, onRead: (calls: number) => void = () => undefined) {
  const windows: (Window & { readonly after: number })[] = [];
  const reader: ListReader<Item> = {
    pageSize,
    idOf: ({ id }) => id,
    dateOf: ({ at }) => at,
    read: async (window, after) => {
      windows.push({ ...window, after });
      onRead(windows.length);
      const inside = items.filter(({ at }) => at >= window.fromMs && at <= window.toMs + 999);
      return inside.sort((a, b) => a.at - b.at).slice(after, after + pageSize);
    },
  };
  return { reader, windows };
}

async function readAll(reader: ListReader<Item>, toMs = 100_000) {
  const parts: { items: readonly Item[]; upToMs: number }[] = [];
  for await (const part of readWindows({ fromMs: 0, toMs }, reader)) parts.push(part);
  return { parts, ids: new Set(parts.flatMap(({ items }) => items.map(({ id }) => id))) };
}

const spread = (count: number, everyMs: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: `c${index}`, at: index * everyMs }));

test('a window whose answer is full is halved until none is, and nobody is left out', async () => {
  const { reader, windows } = listOf(spread(95, 1000), 10);

  const { ids, parts } = await readAll(reader);

  expect(ids.size).toBe(95);
  expect(parts.every(({ items }) => items.length < 10)).toBe(true);
  expect(windows.every(({ after }) => after === 0)).toBe(true);
});

test('parts come oldest first, and each says up to when it reaches', async () => {
  const { reader } = listOf(spread(95, 1000), 10);

  const { parts } = await readAll(reader);

  const ends = parts.map(({ upToMs }) => upToMs);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
  expect(ends.at(-1)).toBe(100_000);
  expect(parts.every(({ items, upToMs }) => items.every(({ at }) => at <= upToMs + 999))).toBe(true);
});

test('where little happened the windows grow again: a long quiet time costs few calls', async () => {
  const busy = spread(60, 10).map((item) => ({ ...item, at: 50_000 + item.at }));
  const { reader, windows } = listOf(busy, 10);

  await readAll(reader, 86_400_000 * 365);

  expect(windows.length).toBeLessThan(120);
});

test('an answer of a round thousand counts as cut off, whatever was asked for', async () => {
  const items = spread(2500, 37);
  const { reader } = listOf(items, 10_000);
  const capped: ListReader<Item> = {
    ...reader,
    read: async (w, after) => (await reader.read(w, after)).slice(0, 1000),
  };

  expect((await readAll(capped)).ids.size).toBe(2500);
});

test('a second that holds more than an answer does is read whole', async () => {
  const items = Array.from({ length: 35 }, (_, index) => ({ id: `c${index}`, at: 5000 }));
  const { reader } = listOf(items, 10);

  expect((await readAll(reader)).ids.size).toBe(35);
});

test('also while contacts leave that second under way: those that slide forward are not missed', async () => {
  const items = Array.from({ length: 35 }, (_, index) => ({ id: `c${index}`, at: 5000 }));
  let left = 0;
  // Each call another one of the front changes, and is found at its new time.
  const { reader } = listOf(items, 10, () => {
    const gone = items.find(({ at }) => at === 5000);
    if (!gone || left >= 12) return;
    left += 1;
    items[items.indexOf(gone)] = { ...gone, at: 90_000 + left * 500 };
  });

  expect((await readAll(reader)).ids.size).toBe(35);
});

for (const hoursAhead of [-14, -1, 0, 2, 12]) {
  test(`nobody is left out where dates come in another zone than the window's (${hoursAhead} h)`, async () => {
    const items = [...spread(60, 1000), ...spread(45, 0).map(({ id }) => ({ id: `s${id}`, at: 40_000 }))];
    const { reader, windows } = listOf(items, 10);

    const { ids } = await readAll({ ...reader, dateOf: ({ at }) => at - hoursAhead * 3_600_000 }, 86_400_000);

    expect(ids.size).toBe(105);
    expect(windows.length).toBeLessThan(60);
  });
}

/** An account that gives true instants, and means a window so many hours ahead of UTC; windows have whole seconds. */
function accountOf(items: Item[], pageSize: number, hoursAhead: (at: number) => number) {
  let calls = 0;
  const sorted = [...items].sort((a, b) => a.at - b.at);
  const inWindow = (at: number) => at + hoursAhead(at) * 3_600_000;
  const reader: ListReader<Item> = {
    pageSize,
    idOf: ({ id }) => id,
    dateOf: ({ at }) => at,
    read: async ({ fromMs, toMs }, after) => {
      calls += 1;
      const inside = sorted.filter(({ at }) => inWindow(at) >= fromMs && inWindow(at) <= toMs + 999);
      return inside.slice(after, after + pageSize);
    },
  };
  return { reader, calls: () => calls };
}

const years = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2026, 10, 26, 14) };
const made = Date.UTC(2026, 10, 26, 0, 0, 7, 300);
const [winter, july] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];
const summer = (at: number) => (new Date(at).getUTCMonth() > 2 && new Date(at).getUTCMonth() < 9 ? 2 : 1);
const shapes: readonly [string, number, (index: number) => number, (at: number) => number, number][] = [
  ['imported in half an hour, an hour ahead', 20_000, (i) => made + i * 90, () => 1, 45],
  ['imported in half an hour, behind UTC', 20_000, (i) => made + i * 90, () => -5, 45],
  ['imported in seconds, an hour ahead', 20_000, (i) => made + i / 5, () => 1, 130],
  ['imported in seconds, half an hour off', 20_000, (i) => made + i / 5, () => 5.5, 130],
  ['all of one second', 20_000, () => made, () => 2, 130],
  ['over two years of summers and winters', 20_000, (i) => made - i * 3_153_600, summer, 40],
  ['a winter, then a crowd in summer', 20_000, (i) => (i < 4000 ? winter + i * 1_000_000 : july + i / 5), summer, 150],
  ['a round thousand in two seconds', 2_000, (i) => made + i, () => 1, 30],
  ['a dozen', 12, (i) => made - i * 86_400_000, () => 1, 3],
];
for (const [name, count, at, hoursAhead, most] of shapes) {
  test(`a list costs a small multiple of what its answers hold: ${name}`, async () => {
    const items = Array.from({ length: count }, (_, index) => ({ id: `c${index}`, at: at(index) }));
    const { reader, calls } = accountOf(items, 1000, hoursAhead);
    const ids = new Set<string>();
    let largest = 0;

    for await (const part of readWindows({ fromMs: years.from, toMs: years.to }, reader)) {
      for (const { id } of part.items) ids.add(id);
      largest = Math.max(largest, part.items.length);
    }

    expect(ids.size).toBe(count);
    expect(largest).toBeLessThanOrEqual(1000);
    expect(calls()).toBeLessThan(most);
  });
}

test('a crowded second in years of quiet is come upon in few calls', async () => {
  const day = 86_400_000;
  const { reader, windows } = listOf(
    Array.from({ length: 25 }, (_, index) => ({ id: `c${index}`, at: 9000 * day })),
    10,
  );

  const { ids } = await readAll(reader, 9500 * day);

  expect(ids.size).toBe(25);
  expect(windows.filter(({ after }) => after === 0).length).toBeLessThan(60);
});
