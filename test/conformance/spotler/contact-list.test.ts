import { type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start();
});
beforeEach(() => spotler.control('POST', '/reset'));
afterAll(() => spotler.stop());

const addAll = (contacts: object[], more: object = { update: true }) =>
  spotler.call('POST', '/contact/list', { ...more, contacts });

const codes = ({ body }: { body: { externalId: string; code: string }[] }) =>
  body.map(({ externalId, code }) => `${externalId} ${code}`);

const person = (externalId: string, properties: object = {}) => ({
  externalId,
  properties: { email: `${externalId}@people.example`, ...properties },
});

const granted = { permissions: [{ bit: 1, enabled: true }] };

test('each contact has its own code, in the order of the request', async () => {
  await addAll([person('known'), person('gone', granted), person('bounced')]);
  await spotler.control('POST', '/unsubscribe', { externalId: 'gone', global: true });
  await spotler.control('POST', '/bounce', { externalId: 'bounced', type: 'HARDBOUNCE' });

  const answer = await addAll([
    person('new', granted),
    person('known'),
    person('wrong', { birthday: 'yesterday' }),
    person('gone', granted),
    person('bounced', granted),
    { externalId: 'nowhere', properties: granted },
    { externalId: 'nothing' },
  ]);

  expect(answer.status).toBe(200);
  expect(codes(answer)).toEqual([
    'new OK',
    'known OK',
    'wrong PROPERTY_INVALID',
    'gone CONTACT_OPTOUT',
    'bounced NO_ACTIVE_CHANNEL',
    'nowhere NO_ACTIVE_CHANNEL',
    'nothing OK',
  ]);
});

test('without update a contact that is there is not touched', async () => {
  await addAll([person('c1', { firstName: 'Eva' })]);

  const answer = await addAll([person('c1', { firstName: 'Kim' }), person('c2')], {});

  expect(codes(answer)).toEqual(['c1 CONTACT_ALREADY_EXISTS', 'c2 OK']);
  expect((await spotler.call('GET', '/contact/c1')).body.properties.firstName).toBe('Eva');
});

test('where update does not create, a missing contact is unknown', async () => {
  await spotler.control('POST', '/behaviour', { updateCreates: false });

  const answer = await addAll([person('c1')]);

  expect(codes(answer)).toEqual(['c1 CONTACT_UNKNOWN']);
  expect((await spotler.call('GET', '/contact/c1')).status).toBe(404);
});

test('the same contact twice in one call: the later one finds the earlier', async () => {
  const answer = await addAll([person('c1'), person('c1')], { update: false });

  expect(codes(answer)).toEqual(['c1 OK', 'c1 CONTACT_ALREADY_EXISTS']);
});

test('a hundred contacts are taken, a hundred and one are refused as a whole', async () => {
  const many = Array.from({ length: 101 }, (_, at) => person(`c${at}`));

  const taken = await addAll(many.slice(0, 100));
  const refused = await addAll(many);

  expect(taken.body).toHaveLength(100);
  expect(refused).toMatchObject({ status: 400, body: { message: 'Too many contacts provided (max is 100)' } });
});

test('a contact without external id refuses the whole call', async () => {
  const answer = await addAll([person('c1'), { properties: {} }]);

  expect(answer).toMatchObject({ status: 400, body: { message: 'Contact without externalId found' } });
  expect((await spotler.call('GET', '/contact/c1')).status).toBe(404);
});

test('an address that another contact holds is an invalid property that names the e-mail', async () => {
  await spotler.control('POST', '/behaviour', { uniqueEmail: true });

  const answer = await addAll([person('c1'), { externalId: 'c2', properties: { email: 'C1@people.example' } }]);

  expect(codes(answer)).toEqual(['c1 OK', 'c2 PROPERTY_INVALID']);
  expect(answer.body[1].message).toContain('email');
});

test('attributes of an opted-out or unreachable contact can be written; only grants are refused', async () => {
  await addAll([person('c1', granted), person('c2', granted)]);
  await spotler.control('POST', '/complaint', { externalId: 'c1' });
  await spotler.control('POST', '/bounce', { externalId: 'c2', type: 'HARDBOUNCE' });

  const off = { permissions: [{ bit: 1, enabled: false }] };
  const answer = await addAll([person('c1', { firstName: 'Eva', ...off }), person('c2', { firstName: 'Kim', ...off })]);

  expect(codes(answer)).toEqual(['c1 OK', 'c2 OK']);
});

test('whether every write needs an active channel is a switch', async () => {
  await spotler.control('POST', '/behaviour', { noActiveChannelWhen: 'always' });

  const answer = await addAll([{ externalId: 'c1', properties: { firstName: 'Eva' } }]);

  expect(codes(answer)).toEqual(['c1 NO_ACTIVE_CHANNEL']);
});

test('the single calls answer the same refusals with an error type', async () => {
  await addAll([person('c1'), person('c2')]);
  await spotler.control('POST', '/unsubscribe', { externalId: 'c1', global: true });
  await spotler.control('POST', '/bounce', { externalId: 'c2', type: 'HARDBOUNCE' });
  const grant = (externalId: string) =>
    spotler.call('PUT', `/contact/${externalId}`, { contact: { externalId, properties: granted } });

  expect(await grant('c1')).toMatchObject({ status: 400, body: { errorType: 'CONTACT_OPTOUT' } });
  expect(await grant('c2')).toMatchObject({ status: 400, body: { errorType: 'INVALID_STATE' } });
});

test('a fault can carry out the first part of a batch and then fail', async () => {
  await spotler.control('POST', '/faults', { match: { pathPattern: '/contact/list$' }, status: 503, appliesFirst: 2 });

  const failed = await addAll([person('c1'), person('c2'), person('c3')]);
  const stored = (await spotler.control('GET', '/contacts')).body.map(
    ({ externalId }: { externalId: string }) => externalId,
  );

  expect(failed.status).toBe(503);
  expect(stored).toEqual(['c1', 'c2']);
});
