import { type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start();
});
beforeEach(async () => {
  await spotler.control('POST', '/reset');
  const permissions = [
    { bit: 1, enabled: true },
    { bit: 2, enabled: true },
  ];
  const properties = { email: 'eva@people.example', mobileNumber: '+31612345678', permissions };
  await spotler.call('POST', '/contact', { contact: { externalId: 'c1', properties } });
});
afterAll(() => spotler.stop());

const stored = async (externalId = 'c1') => (await spotler.control('GET', `/contacts/${externalId}`)).body;
const channels = async () => (await spotler.call('GET', '/contact/c1')).body.channels;
const emailChannel = async () => (await channels())[0].value;

test('unsubscribing from one permission switches its bit off and leaves the contact active', async () => {
  const answer = await spotler.control('POST', '/unsubscribe', { externalId: 'c1', bit: 1 });

  expect(answer.body).toMatchObject({ permissions: { 1: false, 2: true, 4: false }, state: 'active' });
  expect(await emailChannel()).toBe(true);
});

test('a global opt-out makes the contact inactive and leaves its bits', async () => {
  await spotler.control('POST', '/unsubscribe', { externalId: 'c1', global: true });

  expect(await stored()).toMatchObject({
    state: 'inactive',
    stateReason: 'globalOptOut',
    permissions: { 1: true, 2: true },
  });
  expect(await channels()).toEqual([
    { name: 'EMAIL', value: false },
    { name: 'SMS', value: false },
  ]);
});

test('a complaint makes the contact inactive', async () => {
  await spotler.control('POST', '/complaint', { externalId: 'c1' });

  expect(await stored()).toMatchObject({ state: 'inactive', stateReason: 'complaint' });
  expect(await emailChannel()).toBe(false);
});

test('a hard bounce closes the e-mail channel at once, not the other one', async () => {
  await spotler.control('POST', '/bounce', { externalId: 'c1', type: 'HARDBOUNCE' });

  expect(await channels()).toEqual([
    { name: 'EMAIL', value: false },
    { name: 'SMS', value: true },
  ]);
});

test('the fourth soft bounce in a row closes the e-mail channel', async () => {
  const soft = () => spotler.control('POST', '/bounce', { externalId: 'c1', type: 'SOFTBOUNCE' });
  for (const _ of [1, 2, 3]) await soft();

  const afterThree = await emailChannel();
  await soft();

  expect([afterThree, await emailChannel()]).toEqual([true, false]);
});

test('a mail that arrives ends the row of soft bounces', async () => {
  const soft = () => spotler.control('POST', '/bounce', { externalId: 'c1', type: 'SOFTBOUNCE' });
  for (const _ of [1, 2, 3]) await soft();
  await spotler.control('POST', '/mailing', { name: 'News', bit: 1 });
  await soft();

  expect(await emailChannel()).toBe(true);
});

test('a new address opens the e-mail channel again', async () => {
  await spotler.control('POST', '/bounce', { externalId: 'c1', type: 'HARDBOUNCE' });

  const contact = { externalId: 'c1', properties: { email: 'eva@home.example' } };
  await spotler.call('PUT', '/contact/c1', { contact });

  expect(await emailChannel()).toBe(true);
});

test('a marketer can switch a permission off, or opt the contact out', async () => {
  const bit = await spotler.control('POST', '/optout-by-marketer', { externalId: 'c1', bit: 2 });
  const all = await spotler.control('POST', '/optout-by-marketer', { externalId: 'c1' });

  expect(bit.body).toMatchObject({ permissions: { 1: true, 2: false }, state: 'active' });
  expect(all.body).toMatchObject({ state: 'inactive', stateReason: 'optedOutByMarketer' });
});

test('a sign-up is a twin of the contact with the same address, or the same contact where addresses are unique', async () => {
  const twin = await spotler.control('POST', '/form', { email: 'eva@people.example', bits: [4] });
  const again = await spotler.control('POST', '/form', { email: 'EVA@people.example', bits: [2] });
  await spotler.control('POST', '/reset');
  await spotler.control('POST', '/behaviour', { uniqueEmail: true });
  await spotler.call('POST', '/contact', {
    contact: { externalId: 'c1', properties: { email: 'eva@people.example' } },
  });
  const same = await spotler.control('POST', '/form', { email: 'eva@people.example', bits: [4] });

  expect(twin.body.externalId).toBeUndefined();
  expect(again.body.number).toBe(twin.body.number);
  expect(same.body).toMatchObject({ externalId: 'c1', permissions: { 4: true } });
});

test('whoever subscribes anew is active again', async () => {
  await spotler.control('POST', '/unsubscribe', { externalId: 'c1', global: true });

  const answer = await spotler.control('POST', '/subscribe', { externalId: 'c1', bit: 4 });

  expect(answer.body).toMatchObject({ state: 'active', permissions: { 4: true } });
  expect(answer.body.stateReason).toBeUndefined();
});

test('a time may be given: in the zone of the account, the first of an hour that happens twice', async () => {
  const answer = await spotler.control('POST', '/unsubscribe', { externalId: 'c1', bit: 1, at: '2026-10-25T02:30:00' });

  expect(answer.body.lastChanged).toBe('2026-10-25T00:30:00.000Z');
  expect(answer.body.history.at(-1)).toEqual({
    at: '2026-10-25T00:30:00.000Z',
    by: 'recipient',
    what: 'Unsubscribed',
    changes: ['Newsletter: on → off'],
  });
});

test('an order that cannot be carried out says what is missing', async () => {
  const unknown = await spotler.control('POST', '/unsubscribe', { externalId: 'nobody', bit: 1 });
  const nothing = await spotler.control('POST', '/unsubscribe', { externalId: 'c1' });
  const date = await spotler.control('POST', '/complaint', { externalId: 'c1', at: 'yesterday' });
  const type = await spotler.control('POST', '/bounce', { externalId: 'c1', type: 'BOUNCE' });
  const email = await spotler.control('POST', '/form', { email: 'nonsense' });

  expect(unknown).toMatchObject({ status: 404, body: { message: expect.stringContaining('nobody') } });
  expect(nothing).toMatchObject({ status: 400, body: { message: expect.stringContaining('bit') } });
  expect(date).toMatchObject({ status: 400, body: { message: expect.stringContaining('yesterday') } });
  expect(type).toMatchObject({ status: 400, body: { message: expect.stringContaining('HARDBOUNCE') } });
  expect(email).toMatchObject({ status: 400, body: { message: expect.stringContaining('email') } });
});

test('properties and permission bits can be taken away and come back', async () => {
  const write = (properties: object) =>
    spotler.call('PUT', '/contact/c1', { contact: { externalId: 'c1', properties } });
  await spotler.control('POST', '/properties', { remove: ['city'], removeBits: [2] });

  const list = (await spotler.call('GET', '/contact/properties/list')).body;
  const contact = (await spotler.call('GET', '/contact/c1')).body;
  const [city, bit] = [await write({ city: 'Utrecht' }), await write({ permissions: [{ bit: 2, enabled: false }] })];
  await spotler.control('POST', '/properties', { remove: [] });
  const back = await write({ city: 'Utrecht', permissions: [{ bit: 2, enabled: false }] });

  expect(JSON.stringify(list)).not.toMatch(/"city"|"bit":2/);
  expect(JSON.stringify(contact)).not.toContain('"bit":2');
  expect([city.status, bit.status, back.status]).toEqual([400, 400, 204]);
});
