import { failureOf, type Tables, useTables } from './open-tables.ts';

const tables = useTables();

test('counts calls by kind and the changes inside transactions', async () => {
  const table = await tables().table();
  const before = await tables().state();

  await table.createEntity({ partitionKey: 'p', rowKey: 'r' });
  await table.getEntity('p', 'r');
  await table.getEntity('p', 'r');
  for await (const _ of table.listEntities());
  await table.submitTransaction([
    ['upsert', { partitionKey: 'p', rowKey: 's', text: 'PUT / HTTP/1.1' }],
    ['delete', { partitionKey: 'p', rowKey: 'r' }],
  ]);

  const after = await tables().state();
  expect(differences(before, after)).toEqual({
    activity: 5,
    changes: 2,
    get: 2,
    query: 1,
    transaction: 1,
    other: 1,
  });
});

test('logs what was called and how it ended, without any body', async () => {
  const table = await tables().table();
  const since = (await tables().requests()).at(-1)?.n;

  await table.createEntity({ partitionKey: 'p', rowKey: 'r', secret: 'eva@people.example' });
  await failureOf(table.getEntity('p', 'x'));

  const lines = await tables().requests(since);
  expect(lines).toMatchObject([
    { method: 'POST', path: `/devstoreaccount1/${table.tableName}`, status: 204 },
    { method: 'GET', path: expect.stringContaining("RowKey='x'"), status: 404 },
  ]);
  expect(JSON.stringify(lines)).not.toContain('people.example');
});

test('says what is wrong with an order', async () => {
  const { control } = tables();
  for (const [path, body, word] of [
    ['behaviour', { busyShare: 2 }, 'busyShare'],
    ['behaviour', { colour: 1 }, 'colour'],
    ['faults', { status: 7 }, 'status'],
    ['faults', { match: { pathPattern: '(' } }, 'regular expression'],
    ['clock', {}, 'advanceSeconds'],
  ] as const) {
    const answer = await fetch(`${control}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(word)]);
  }
});

function differences(
  before: Awaited<ReturnType<Tables['state']>>,
  after: Awaited<ReturnType<Tables['state']>>,
): Record<string, number> {
  return {
    activity: after.activity - before.activity,
    changes: after.changes - before.changes,
    get: after.calls.get - before.calls.get,
    query: after.calls.query - before.calls.query,
    transaction: after.calls.transaction - before.calls.transaction,
    other: after.calls.other - before.calls.other,
  };
}
