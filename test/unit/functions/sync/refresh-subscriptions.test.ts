import { refreshSubscriptions } from '../../../../functions/src/sync/refresh-subscriptions.ts';

function setUp(known: readonly string[], connection = 'spotler') {
  const created: { id: string; externalId: string; name: string }[] = [];
  const run = () =>
    refreshSubscriptions({
      connection,
      listed: async () => [
        { externalId: '1', name: 'Newsletter' },
        { externalId: '2', name: 'Events' },
      ],
      known: async () => new Set(known),
      create: async (id, columns) => void created.push({ id, ...columns }),
    });
  return { created, run };
}

test('what the platform lists and the CRM does not have is added', async () => {
  const { created, run } = setUp(['1']);

  expect(await run()).toEqual({ listed: 2, created: 1 });
  expect(created).toMatchObject([{ externalId: '2', name: 'Events' }]);
});

test('what the platform lists no more stays: a permission row may rest on it', async () => {
  const { created, run } = setUp(['1', '2', '8']);

  expect(await run()).toEqual({ listed: 2, created: 0 });
  expect(created).toEqual([]);
});

test('two who create at once make one row: the id follows from the platform’s', async () => {
  const first = setUp([]);
  const second = setUp([]);
  await Promise.all([first.run(), second.run()]);

  expect(first.created).toEqual(second.created);
  for (const { id } of first.created) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test('one bit at two connections is two rows', async () => {
  const first = setUp([]);
  const second = setUp([], 'second');
  await first.run();
  await second.run();

  expect(new Set([...first.created, ...second.created].map(({ id }) => id)).size).toBe(4);
});
