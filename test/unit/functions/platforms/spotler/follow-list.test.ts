import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { followList, startOf, walkList } from '../../../../../functions/src/platforms/spotler/follow-list.ts';

type Item = { readonly id: string; readonly at: number };

const hour = 3_600_000;
const now = Date.UTC(2026, 9, 25, 12);

/** Mail+ with true instants: a window is meant in the account's zone, so many hours ahead of UTC. */
function account(items: readonly Item[], hoursAhead: number) {
  let calls = 0;
  return {
    calls: () => calls,
    pageSize: 10_000,
    idOf: ({ id }: Item) => id,
    dateOf: ({ at }: Item) => at,
    read: async ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) => {
      calls += 1;
      const shift = hoursAhead * hour;
      return items.filter(({ at }) => at >= fromMs - shift && at <= toMs - shift + 999);
    },
  };
}

async function follow(items: readonly Item[], since: string | undefined, hoursAhead = 0, at = now) {
  const list = account(items, hoursAhead);
  const ids: string[] = [];
  let cursor = since;
  for await (const page of followList(startOf(since, at, false), list, at)) {
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.cursor;
  }
  return { ids, cursor, calls: list.calls() };
}

for (const hoursAhead of [0, 1, 2, 14, -5, -8, -12]) {
  test(`what changes after the cursor is found in an account ${hoursAhead} h ahead of UTC`, async () => {
    const first = await follow([{ id: 'old', at: now - 60_000 }], undefined, hoursAhead);

    const next = await follow(
      [
        { id: 'old', at: now - 60_000 },
        { id: 'new', at: now + 60_000 },
      ],
      first.cursor,
      hoursAhead,
      now + 90_000,
    );

    expect(first.ids).toContain('old');
    expect(next.ids).toContain('new');
  });
}

test('a change of the very second of the cursor is found, and one that was committed late', async () => {
  const { cursor } = await follow([{ id: 'old', at: now }], undefined);

  const { ids } = await follow(
    [
      { id: 'old', at: now },
      { id: 'same second', at: now },
      { id: 'late', at: now - 1.9 * hour },
    ],
    cursor,
  );

  expect(ids).toEqual(['old', 'same second', 'late']);
});

test('what was long before is not read again', async () => {
  const items = [
    { id: 'yesterday', at: now - 20 * hour },
    { id: 'old', at: now },
  ];
  const { cursor } = await follow(items, undefined);

  expect((await follow(items, cursor)).ids).toEqual(['old']);
});

test('an account behind UTC costs a second call until it is known to be one', async () => {
  const items = [{ id: 'old', at: now }];
  const first = await follow(items, undefined, -5);
  const second = await follow(items, first.cursor, -5);
  const third = await follow(items, second.cursor, -5);

  expect([second.calls, third.calls]).toEqual([2, 1]);
});

test('a quiet account keeps its place, and a date in the future moves nobody past what comes', async () => {
  const quiet = await follow([], undefined);
  const later = await follow([{ id: 'first', at: now + 5 * hour }], quiet.cursor, 0, now + 6 * hour);
  const wrong = await follow([{ id: 'wrong', at: now + 1000 * hour }], undefined);

  expect(later.ids).toEqual(['first']);
  expect(wrong.ids).toEqual([]);
});

test('a walk that is cut off goes on behind its last part, and ends where it would have', async () => {
  const items = Array.from({ length: 40 }, (_, index) => ({ id: `c${index}`, at: Date.UTC(2020, 0, 1 + index) }));
  const list = { ...account(items, 0), pageSize: 10 };
  const capped = { ...list, read: async (w: { fromMs: number; toMs: number }) => (await list.read(w)).slice(0, 10) };
  const ids: string[] = [];
  let cursor: string | undefined;
  // A process that dies after every part.
  for (let parts = 0; parts < 200; parts += 1) {
    let isOver = true;
    for await (const page of walkList(cursor, capped, now)) {
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
      isOver = false;
      break;
    }
    if (isOver) break;
  }

  expect(new Set(ids).size).toBe(40);
});

describe('a round that is cut off after every part', () => {
  /** Rounds of one part each, until one is at its end. */
  async function inParts(items: readonly Item[], since: string | undefined, hoursAhead: number, everyMs = 0) {
    const list = { ...account(items, hoursAhead), pageSize: 10 };
    const cut: typeof list = {
      ...list,
      read: async (window) => (await list.read(window)).slice(0, 10),
    };
    const ids: string[] = [];
    let cursor = since;
    for (let rounds = 0; rounds < 100; rounds += 1) {
      const at = now + 60_000 + rounds * everyMs;
      for await (const page of followList(startOf(cursor, at, false), cut, at)) {
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
        break;
      }
      if (!cursor?.includes('round')) return { ids, cursor, rounds };
    }
    throw new Error('it came to no end');
  }
  const many = Array.from({ length: 45 }, (_, index) => ({ id: `c${index}`, at: now - 2_700_000 + index * 60_000 }));

  for (const hoursAhead of [2, 0, -5, -12]) {
    test(`goes on where it was, and leaves out nobody, ${hoursAhead} h ahead of UTC`, async () => {
      const { cursor } = await follow([{ id: 'old', at: now - 10 * hour }], undefined, hoursAhead, now - 9 * hour);

      const { ids, rounds } = await inParts(many, cursor, hoursAhead);

      expect(new Set(ids).size).toBe(45);
      expect(rounds).toBeGreaterThan(2);
    });
  }

  test('is followed by one that begins earlier by as long as it took: what was committed late is found', async () => {
    const old = { id: 'old', at: now - 3 * hour };
    const { cursor } = await follow([old], undefined, 0, now - 2 * hour);
    const taken = await inParts([old, ...many], cursor, 0, 20 * 60_000);
    const late = { id: 'late', at: now - 2.5 * hour };

    const next = await follow([old, late, ...many], taken.cursor, 0, now + 3 * hour);

    expect(next.ids).toContain('late');
    expect(taken.cursor).toContain('"west":0');
  });
});

describe('after a bulk, whose overlap alone is many parts', () => {
  const bulk = Array.from({ length: 500 }, (_, index) => ({ id: `c${index}`, at: now - (500 - index) * 12_000 }));
  const news = [
    { id: 'first news', at: now + 20_000 },
    { id: 'news', at: now + 50_000 },
    { id: 'more news', at: now + 55_000 },
  ];

  for (const hoursAhead of [2, 0, -5]) {
    /** Parts of a round that comes a minute later, `ids` of each; the next one begins with `cursor`. */
    const nextRound = async (items: readonly Item[], cursor: string | undefined, cutAfter?: string) => {
      const list = { ...account(items, hoursAhead), pageSize: 20 };
      const capped: typeof list = { ...list, read: async (window) => (await list.read(window)).slice(0, 20) };
      const parts: (readonly string[])[] = [];
      let reached = cursor;
      for await (const part of followList(startOf(cursor, now + 60_000, false), capped, now + 60_000)) {
        parts.push(part.items.map(({ id }) => id));
        reached = part.cursor;
        if (cutAfter !== undefined && parts.at(-1)?.includes(cutAfter)) break;
      }
      return { parts, cursor: reached, calls: list.calls() };
    };
    const first = () => follow(bulk, undefined, hoursAhead);

    test(`news wait for a few parts of it, and nothing of it is left out, ${hoursAhead} h ahead of UTC`, async () => {
      const { cursor } = await first();

      const { parts, calls } = await nextRound([...bulk, ...news], cursor);

      expect(parts.findIndex((ids) => ids.includes('news'))).toBeLessThan(6);
      expect(parts.length).toBeGreaterThan(30);
      expect(new Set(parts.flat()).size).toBe(503);
      expect(calls).toBeLessThan(3 * parts.length);
    });

    test(`a round that is cut off looks ahead too, and goes on where it was, there as well, ${hoursAhead} h ahead of UTC`, async () => {
      const { cursor } = await first();
      const cut = await nextRound([...bulk, ...news], cursor, 'more news');
      const newest = { id: 'newest', at: now + 59_000 };

      const { parts } = await nextRound([...bulk, ...news, newest], cut.cursor);

      expect(parts.findIndex((ids) => ids.includes('newest'))).toBeLessThan(6);
      // Seen ahead before it was cut off: only the round itself comes by again.
      expect(parts.filter((ids) => ids.includes('first news'))).toHaveLength(1);
      expect(parts[0]).not.toContain(cut.parts[0]?.[0]);
      expect(new Set([...cut.parts, ...parts].flat()).size).toBe(504);
    });
  }

  test('a round that is one part costs one call', async () => {
    const { cursor } = await follow(bulk, undefined);

    expect((await follow([...bulk, ...news], cursor)).calls).toBe(1);
  });
});

for (const TZ of ['UTC', 'Asia/Tokyo', 'America/New_York']) {
  test(`dates are written and read alike in a process in ${TZ}`, () => {
    const file = join(import.meta.dirname, '../../../../../functions/src/platforms/spotler/dates.ts');
    const script = `import { fromPlatformDate, toPlatformDate } from ${JSON.stringify(file)};
      console.log(toPlatformDate(1792893600000), fromPlatformDate('2026-10-25T02:30:00'), fromPlatformDate(5), fromPlatformDate('x'));`;

    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ } });

    expect(String(said).trim()).toBe('2026-10-25T02:00:00 1792895400000 5 undefined');
  });
}
