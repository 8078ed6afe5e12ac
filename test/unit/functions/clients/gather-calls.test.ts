import { gatherCalls } from '../../../../functions/src/clients/gather-calls.ts';

type Call = { readonly items: readonly string[]; readonly finish: () => void; readonly fail: (error: Error) => void };

/** Calls that end only when the test says so; an item's key is its first letter. */
function held(
  options: { readonly maxItems?: number; readonly maxCalls?: number; readonly pace?: () => Promise<void> } = {},
) {
  const calls: Call[] = [];
  const gather = gatherCalls<string, string>({
    maxItems: 3,
    maxCalls: 2,
    keyOf: (item) => item.charAt(0),
    ...options,
    call: (items) =>
      new Promise((resolve, fail) => {
        calls.push({ items, finish: () => resolve(items.map((item) => item.toUpperCase())), fail });
      }),
  });
  return { calls, gather };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('wishes of one tick travel together, and each gets its own result', async () => {
  const { calls, gather } = held();
  const all = Promise.all([gather(['a', 'b']), gather(['c'])]);
  await turn();

  expect(calls.map(({ items }) => items)).toEqual([['a', 'b', 'c']]);
  calls[0]?.finish();

  expect(await all).toEqual([['A', 'B'], ['C']]);
});

test('no more items than a call takes, no more calls than are allowed; the rest waits', async () => {
  const { calls, gather } = held();
  void gather(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  await turn();

  expect(calls.map(({ items }) => items)).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]);
  calls[0]?.finish();
  await turn();

  expect(calls[2]?.items).toEqual(['g', 'h']);
});

test('two items of one key are never in one call, nor in two at a time, and keep their order', async () => {
  const { calls, gather } = held();
  void gather(['a1', 'a2', 'b1', 'a3']);
  await turn();

  expect(calls.map(({ items }) => items)).toEqual([['a1', 'b1']]);
  calls[0]?.finish();
  await turn();
  expect(calls[1]?.items).toEqual(['a2']);
  calls[1]?.finish();
  await turn();
  expect(calls[2]?.items).toEqual(['a3']);
});

test('a call that fails fails its own wishes, and the next ones go on', async () => {
  const { calls, gather } = held({ maxItems: 1, maxCalls: 1 });
  const first = gather(['a']);
  const second = gather(['b']);
  await turn();

  calls[0]?.fail(new Error('503'));
  await expect(first).rejects.toThrow('503');
  await turn();
  calls[1]?.finish();

  expect(await second).toEqual(['B']);
});

test('a failed key can be asked for again', async () => {
  const { calls, gather } = held();
  const first = gather(['a']);
  await turn();
  calls[0]?.fail(new Error('503'));
  await expect(first).rejects.toThrow();

  const again = gather(['a']);
  await turn();
  calls[1]?.finish();

  expect(await again).toEqual(['A']);
});

test('fewer results than items are an error for those that are missing', async () => {
  const gather = gatherCalls<string, string>({
    maxItems: 9,
    maxCalls: 1,
    keyOf: (item) => item,
    call: async () => ['A'],
  });

  const [first, second] = await Promise.allSettled([gather(['a']), gather(['b'])]);

  expect(first).toEqual({ status: 'fulfilled', value: ['A'] });
  expect(second?.status).toBe('rejected');
});

test('while the pace holds a call back, more wishes join it', async () => {
  let release: () => void = () => undefined;
  const { calls, gather } = held({
    pace: () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  });
  void gather(['a']);
  await turn();
  void gather(['b']);
  expect(calls).toEqual([]);

  release();
  await turn();

  expect(calls.map(({ items }) => items)).toEqual([['a', 'b']]);
});

test('nothing wished is nothing called', async () => {
  const { calls, gather } = held();

  expect(await gather([])).toEqual([]);
  expect(calls).toEqual([]);
});
