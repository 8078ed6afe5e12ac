import { on, useContacts } from './use-contacts.ts';

const { spotler, add, put, read } = useContacts();

const invalid: readonly (readonly [string, object])[] = [
  ['an invalid e-mail address', { email: 'eva@' }],
  ['a property that is not there', { shoeSize: '42' }],
  ['a property that is hidden', { internalNote: 'x' }],
  ['an unknown permission bit', { permissions: [on(8)] }],
  ['a birthday that is no day', { birthday: '2001-02-30' }],
  ['a set that is no list', { permissions: 'all' }],
  ['a list as a text', { firstName: ['Eva'] }],
];

for (const [what, properties] of invalid)
  test(`${what} is refused with 400 and nothing of the write is done`, async () => {
    await add('c1', { firstName: 'Eva' });

    const added = await add('c2', properties);
    const changed = await put('c1', { firstName: 'Iris', ...properties });

    const name = Object.keys(properties)[0] ?? '';
    for (const answer of [added, changed])
      expect(answer).toMatchObject({
        status: 400,
        body: { errorType: 'INVALID_PROPERTY', message: expect.stringContaining(name) },
      });
    expect((await read('c1')).properties).toEqual({ firstName: 'Eva' });
    expect((await spotler().call('GET', '/contact/c2')).status).toBe(404);
  });

test('read-only fields and channels may be sent and change nothing', async () => {
  const contact = {
    externalId: 'c1',
    encryptedId: 'mine',
    created: 1,
    lastChanged: 1,
    temporary: true,
    testGroup: true,
    channels: [{ name: 'EMAIL', value: true }],
    properties: {},
  };

  const answer = await spotler().call('POST', '/contact', { contact });

  expect(answer.status).toBe(204);
  const stored = await read('c1');
  expect(stored).toMatchObject({
    testGroup: true,
    temporary: false,
    channels: [
      { name: 'EMAIL', value: false },
      { name: 'SMS', value: false },
    ],
  });
  expect(stored.encryptedId).not.toBe('mine');
  expect(stored.created).not.toBe(1);
});

test('one address twice is allowed, and refused where the switch says so', async () => {
  await add('c1', { email: 'a@people.example' });

  const twin = await add('c2', { email: 'A@people.example' });
  await spotler().control('POST', '/behaviour', { uniqueEmail: true });
  const refused = await add('c3', { email: 'a@people.example' });
  const own = await put('c1', { email: 'a@people.example', firstName: 'Eva' });

  expect(twin.status).toBe(204);
  expect(refused).toMatchObject({ status: 400, body: { errorType: 'INVALID_PROPERTY' } });
  expect(own.status).toBe(204);
});

test('a body that is not JSON is a bad request', async () => {
  const answer = await spotler().call('POST', '/contact', '{"contact":');

  expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_PARAMS', message: 'The body is not JSON' } });
});
