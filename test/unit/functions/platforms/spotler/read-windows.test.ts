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
type Shape = {
  readonly count: number;
  readonly pageSize: number;
  readonly at: (index: number) => number;
  readonly ahead: (at: number) => number;
  readonly most: number;
};
const hundreds = { count: 2000, pageSize: 100, ahead: () => 1 };
const shapes: readonly (readonly [string, Shape])[] = [
  ['imported in half an hour, an hour ahead', { ...hundreds, at: (i) => made + i * 900, most: 45 }],
  ['imported in half an hour, behind UTC', { ...hundreds, at: (i) => made + i * 900, ahead: () => -5, most: 45 }],
  ['imported in seconds, an hour ahead', { ...hundreds, at: (i) => made + i * 2, most: 140 }],
  ['imported in seconds, half an hour off', { ...hundreds, at: (i) => made + i * 2, ahead: () => 5.5, most: 140 }],
  ['all of one second', { ...hundreds, at: () => made, ahead: () => 2, most: 140 }],
  ['over two years of summers', { ...hundreds, at: (i) => made - i * 31_536_000, ahead: summer, most: 40 }],
  [
    'a winter, then a crowd in summer',
    { ...hundreds, at: (i) => (i < 400 ? winter + i * 10_000_000 : july + i * 2), ahead: summer, most: 150 },
  ],
  ['a round thousand in two seconds', { ...hundreds, pageSize: 1000, at: (i) => made + i, most: 30 }],
  ['a dozen', { ...hundreds, count: 12, at: (i) => made - i * 86_400_000, most: 3 }],
];
for (const [name, { count, pageSize, at, ahead, most }] of shapes) {
  test(`a list costs a small multiple of what its answers hold: ${name}`, async () => {
    const items = Array.from({ length: count }, (_, index) => ({ id: `c${index}`, at: at(index) }));
    const { reader, calls } = accountOf(items, pageSize, ahead);
    const ids = new Set<string>();
    let largest = 0;

    for await (const part of readWindows({ fromMs: years.from, toMs: years.to }, reader)) {
      for (const { id } of part.items) ids.add(id);
      largest = Math.max(largest, part.items.length);
    }

    expect(ids.size).toBe(count);
    expect(largest).toBeLessThanOrEqual(pageSize);
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

test('who goes on within a crowded second reads the rest of it, and then what is behind', async () => {
  const items = [...spread(35, 0).map(({ id }) => ({ id, at: 5000 })), { id: 'behind', at: 50_000 }];
  const { reader, windows } = listOf(items, 10);
  const inSecond = { after: 20, step: 10, isBack: true };
  const ids: string[] = [];

  for await (const part of readWindows({ fromMs: 5000, toMs: 100_000, inSecond }, reader))
    ids.push(...part.items.map(({ id }) => id));

  expect(windows.slice(0, 3).map(({ after }) => after)).toEqual([20, 10, 0]);
  expect(ids).toHaveLength(31);
  expect(ids.at(-1)).toBe('behind');
});
