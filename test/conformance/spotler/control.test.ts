import { authorize, send } from './client.ts';
import { type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start();
});
beforeEach(() => spotler.control('POST', '/reset'));
afterAll(() => spotler.stop());

const add = (externalId: string) => spotler.call('POST', '/contact', { contact: { externalId, properties: {} } });

test('a fault answers the next matching calls with its own status, body and headers', async () => {
  const match = { method: 'POST', pathPattern: '/contact$' };
  const fault = { match, status: 503, body: 'busy', headers: { 'Retry-After': '7' }, count: 2 };
  await spotler.control('POST', '/faults', fault);

  const other = await spotler.call('GET', '/contact/properties/list');
  const [first, second, third] = [await add('c1'), await add('c2'), await add('c3')];

  expect(other.status).toBe(200);
  expect([first.status, first.text, first.headers.get('retry-after')]).toEqual([503, 'busy', '7']);
  expect([second.status, third.status]).toEqual([503, 204]);
  expect((await spotler.control('GET', '/contacts')).body).toHaveLength(1);
});

test('a fault can do the work and fail all the same', async () => {
  await spotler.control('POST', '/faults', { status: 500, applies: true });

  const answer = await add('c1');

  expect(answer.status).toBe(500);
  expect((await spotler.control('GET', '/contacts')).body).toHaveLength(1);
});

test('a call that its caller gave up on is carried out all the same', async () => {
  await spotler.control('POST', '/faults', { holdMs: 150 });
  const address = `${spotler.url}/integrationservice-1.1.0/contact`;
  const given = fetch(address, {
    method: 'POST',
    headers: { authorization: authorize('POST', address, spotler.key) },
    body: JSON.stringify({ contact: { externalId: 'c1', properties: {} } }),
    signal: AbortSignal.timeout(50),
  });

  await expect(given).rejects.toThrow();
  const underWay = (await spotler.control('GET', '/state')).body.underWay;
  while ((await spotler.control('GET', '/state')).body.underWay > 0);

  expect(underWay).toBe(1);
  expect((await spotler.control('GET', '/contacts')).body).toHaveLength(1);
});

test('faults are cleared, and one that cannot be meant is refused', async () => {
  await spotler.control('POST', '/faults', { status: 503 });
  await spotler.control('DELETE', '/faults');

  expect((await add('c1')).status).toBe(204);
  expect((await spotler.control('POST', '/faults', { status: 'x' })).status).toBe(400);
  expect((await spotler.control('POST', '/faults', { match: { pathPattern: '(' } })).status).toBe(400);
});

test('more calls in a second than allowed are 429 with Retry-After', async () => {
  await spotler.control('POST', '/behaviour', { rateLimit: 2, retryAfterSeconds: 3 });

  const answers = await Promise.all(Array.from({ length: 12 }, () => spotler.call('GET', '/contact/properties/list')));

  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(0);
  expect(limited[0]?.headers.get('retry-after')).toBe('3');
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
});

test('the request log has the body, the status the caller saw and the external ids', async () => {
  await spotler.control('POST', '/faults', { status: 502 });
  await add('c1');
  await spotler.call('POST', '/contact/list', { contacts: [{ externalId: 'c2' }, { externalId: 'c3' }] });
  await spotler.call('GET', '/contact/c%202');

  const { body } = await spotler.control('GET', '/requests');
  const since = await spotler.control('GET', `/requests?since=${body[1].n}`);

  expect(body).toMatchObject([
    {
      method: 'POST',
      path: '/integrationservice-1.1.0/contact',
      status: 502,
      externalIds: ['c1'],
      at: expect.stringMatching(/Z$/),
    },
    { status: 200, externalIds: ['c2', 'c3'], body: { contacts: [{ externalId: 'c2' }, { externalId: 'c3' }] } },
    { method: 'GET', status: 404, externalIds: ['c 2'], body: null },
  ]);
  expect(since.body).toHaveLength(1);
});

test('activity only grows with calls of the mirrored API', async () => {
  const state = async () => (await spotler.control('GET', '/state')).body;
  const before = await state();
  await add('c1');
  const after = await state();

  expect(after.activity).toBe(before.activity + 1);
  expect(after.underWay).toBe(0);
  expect((await state()).activity).toBe(after.activity);
});

test('a switch that is not there, or a value that is none, is refused by name', async () => {
  const unknown = await spotler.control('POST', '/behaviour', { updateMakes: true });
  const zone = await spotler.control('POST', '/behaviour', { zone: 'Europe/Nowhere' });

  expect(unknown).toMatchObject({ status: 400, body: { message: expect.stringContaining('updateMakes') } });
  expect(zone).toMatchObject({ status: 400, body: { message: expect.stringContaining('zone') } });
});

test('XML is refused with 406, and the message says that it is missing here', async () => {
  const address = `${spotler.url}/integrationservice-1.1.0/contact/properties/list`;
  const authorization = () => ({ authorization: authorize('GET', address, spotler.key) });

  const asked = await send('GET', address, undefined, { ...authorization(), accept: 'application/xml' });
  const sent = await send('GET', address, undefined, { ...authorization(), 'content-type': 'application/xml' });

  expect([asked.status, sent.status]).toEqual([406, 406]);
  expect(asked.body.message).toContain('XML');
});

test('what is missing on purpose is 501 and names itself, what nobody has is 404', async () => {
  for (const path of ['/order', '/product/search', '/conversion', '/trend-report'])
    expect(await spotler.call('GET', path)).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining(path.split('/')[1] ?? '') },
    });
  expect(await spotler.call('GET', '/nothing')).toMatchObject({
    status: 404,
    body: { errorType: 'RESOURCE_NOT_FOUND' },
  });
});

test('reset empties the account and puts every switch back', async () => {
  await add('c1');
  await spotler.control('POST', '/behaviour', { updateCreates: false });
  await spotler.control('POST', '/faults', { status: 500 });
  await spotler.control('POST', '/properties', { remove: ['email'] });

  await spotler.control('POST', '/reset');

  expect((await spotler.control('GET', '/contacts')).body).toEqual([]);
  expect((await spotler.control('GET', '/behaviour')).body.updateCreates).toBe(true);
  expect((await spotler.call('GET', '/contact/properties/list')).body[0].name).toBe('email');
});

test('many contacts can be invented and are all shown', async () => {
  await spotler.control('POST', '/seed', { contacts: 1200 });

  const { body } = await spotler.control('GET', '/contacts');

  expect(body).toHaveLength(1200);
  expect(body[1199]).toMatchObject({ externalId: 'seed-1200', permissions: { 1: true } });
});
