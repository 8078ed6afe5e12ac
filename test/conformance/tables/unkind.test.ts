import type { TableClient } from '@azure/data-tables';
import { failureOf, useTables } from './open-tables.ts';

const tables = useTables();
const patient = { retryOptions: { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 5 } };

test('nothing unkind happens before it is ordered', async () => {
  const { control } = tables();

  expect(await (await fetch(`${control}/_control/behaviour`)).json()).toEqual({
    delayMs: [0, 0],
    busyShare: 0,
    busyInsideShare: 0,
    emptyPageShare: 0,
    cutShare: 0,
  });
});

describe('busy', () => {
  test('the client library tries a call again that got 503, also a transaction', async () => {
    const table = await tables().table(patient);
    await tables().order('faults', { status: 503, count: 2 });

    await table.createEntity({ partitionKey: 'p', rowKey: 'r' });
    await tables().order('faults', { status: 503, count: 2 });
    await table.submitTransaction([['upsert', { partitionKey: 'p', rowKey: 's' }]]);

    expect(await lastStatuses(6)).toEqual([503, 503, 204, 503, 503, 202]);
  });

  test('a fault happens only to the calls that match, and no more once it is taken back', async () => {
    const table = await tables().table();
    await tables().order('faults', { match: { pathPattern: 'RowKey=.x' }, status: 503, count: 9 });

    await table.createEntity({ partitionKey: 'p', rowKey: 'r' });
    expect(await failureOf(table.getEntity('p', 'x'))).toMatchObject({ status: 503 });
    await fetch(`${tables().control}/_control/faults`, { method: 'DELETE' });
    expect(await failureOf(table.getEntity('p', 'x'))).toMatchObject({ status: 404 });
  });

  test('a share of the calls gets 503 and nothing was done', async () => {
    const table = await tables().table();
    await tables().order('behaviour', { busyShare: 1 });

    const failure = await failureOf(table.createEntity({ partitionKey: 'p', rowKey: 'r' }));
    await tables().order('behaviour', { busyShare: 0 });

    expect(failure).toMatchObject({ status: 503, code: 'ServerBusy' });
    expect(await rowKeys(table)).toEqual([[]]);
  });

  test('a 503 inside a 202 is not tried again by the client library', async () => {
    const table = await tables().table(patient);
    await tables().order('behaviour', { busyShare: 1, busyInsideShare: 1 });

    const failure = await failureOf(table.submitTransaction([['upsert', { partitionKey: 'p', rowKey: 's' }]]));

    expect(failure).toMatchObject({ status: 503, code: 'ServerBusy' });
    expect(await lastStatuses(1)).toEqual([202]);
  });

  test('a change that was applied although the call failed is met again as a conflict', async () => {
    const table = await tables().table(patient);
    await tables().order('faults', { match: { method: 'POST' }, status: 500, applies: true });

    const failure = await failureOf(table.createEntity({ partitionKey: 'p', rowKey: 'r' }));

    expect(failure).toMatchObject({ status: 409, code: 'EntityAlreadyExists' });
    expect(await rowKeys(table)).toEqual([['r']]);
  });
});

describe('a cut connection', () => {
  test('fails the call, whose work is done or not, as it was ordered', async () => {
    const table = await tables().table();
    for (const [rowKey, applies] of [
      ['lost', false],
      ['done', true],
    ] as const) {
      await tables().order('faults', { match: { method: 'POST' }, status: 0, applies });
      await expect(table.createEntity({ partitionKey: 'p', rowKey })).rejects.toThrow();
    }

    expect(await rowKeys(table)).toEqual([['done']]);
    expect((await lastStatuses(3)).slice(0, 2)).toEqual([0, 0]);
  });

  test('a share of the calls is cut', async () => {
    const table = await tables().table();
    await tables().order('behaviour', { cutShare: 1 });

    await expect(table.getEntity('p', 'r')).rejects.toThrow();
  });
});

describe('pages', () => {
  test('an empty page with a continuation token comes before each page, and no entity is lost or doubled', async () => {
    const table = await filled(25);
    await tables().order('behaviour', { emptyPageShare: 1 });

    const pages = await rowKeys(table, 10);

    expect(pages.map((page) => page.length)).toEqual([0, 10, 0, 10, 0, 5]);
    expect(new Set(pages.flat()).size).toBe(25);
  });

  test('the token of an empty page is good after the empty pages have ended', async () => {
    const table = await filled(3);
    await tables().order('behaviour', { emptyPageShare: 1 });
    const empty = await table.listEntities().byPage().next();
    await tables().order('behaviour', { emptyPageShare: 0 });

    const { continuationToken = '' } = empty.value;
    const next = await table.listEntities().byPage({ continuationToken }).next();

    expect([empty.value.length, next.value.length]).toEqual([0, 3]);
  });

  test('an iterator over entities passes over empty pages', async () => {
    const table = await filled(3);
    await tables().order('behaviour', { emptyPageShare: 1 });

    const keys: unknown[] = [];
    const filter = "PartitionKey eq 'p'";
    for await (const { rowKey } of table.listEntities({ queryOptions: { filter } })) keys.push(rowKey);

    expect(keys).toEqual(['0', '1', '2']);
  });
});

describe('time', () => {
  test('each call waits as long as the switch says', async () => {
    const table = await tables().table();
    await tables().order('behaviour', { delayMs: [30, 40] });

    await table.createEntity({ partitionKey: 'p', rowKey: 'r' });
    await table.getEntity('p', 'r');

    // A timer may be a millisecond early.
    for (const { ms } of (await tables().requests()).slice(-2)) expect(ms).toBeGreaterThanOrEqual(29);
  });

  test('work that is held back is done also when the caller has gone', async () => {
    const table = await tables().table();
    const gone = new AbortController();
    await tables().order('faults', { match: { method: 'POST' }, holdMs: 50 });
    const call = table.createEntity({ partitionKey: 'p', rowKey: 'r' }, { abortSignal: gone.signal });
    await until(async () => (await tables().state()).underWay === 1);

    gone.abort();
    await expect(call).rejects.toThrow();

    await until(async () => (await tables().state()).underWay === 0);
    expect((await tables().requests()).at(-1)?.ms).toBeGreaterThanOrEqual(49);
    expect(await rowKeys(table)).toEqual([['r']]);
  });

  test('the clock of the log moves on', async () => {
    const table = await tables().table();
    const before = Date.now();

    await tables().order('clock', { advanceSeconds: 3600 });
    await rowKeys(table);

    expect(Date.parse((await tables().requests()).at(-1)?.at ?? '') - before).toBeGreaterThanOrEqual(3_600_000);
  });
});

async function filled(count: number): Promise<TableClient> {
  const table = await tables().table();
  await table.submitTransaction(
    Array.from({ length: count }, (_, n) => ['create', { partitionKey: 'p', rowKey: String(n) }]),
  );
  return table;
}

async function rowKeys(table: TableClient, maxPageSize = 1000): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of table.listEntities().byPage({ maxPageSize }))
    pages.push(page.map(({ rowKey }) => String(rowKey)));
  return pages;
}

async function lastStatuses(count: number): Promise<number[]> {
  return (await tables().requests()).slice(-count).map(({ status }) => status);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('What was waited for did not happen within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
