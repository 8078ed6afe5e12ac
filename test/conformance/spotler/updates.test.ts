import { type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start();
});
beforeEach(() => spotler.control('POST', '/reset'));
afterAll(() => spotler.stop());

const older = '/integrationservice';
const day = { from: '2026-03-10T00:00:00', to: '2026-03-10T23:59:59' };

const updates = (query: Record<string, string | number>, prefix?: string) =>
  spotler.call(
    'GET',
    `/contact/updates/list?${new URLSearchParams(query as Record<string, string>)}`,
    undefined,
    prefix,
  );

const ofDay = (more: Record<string, string | number> = {}, prefix?: string) =>
  updates({ fromDate: day.from, toDate: day.to, pageSize: 10, ...more }, prefix);

const ids = (contacts: { externalId: string }[]) => contacts.map(({ externalId }) => externalId);

/** Contacts c1, c2, … whose last change was on that day, a minute apart. */
async function changedThatDay(count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) {
    await spotler.call('POST', '/contact', { contact: { externalId: `c${at}`, properties: {} } });
    const minute = String(at).padStart(2, '0');
    await spotler.control('POST', '/unsubscribe', { externalId: `c${at}`, bit: 1, at: `2026-03-10T10:${minute}:00` });
  }
}

test('the newer prefix answers a bare array, the older one an object with paging', async () => {
  await changedThatDay(2);

  const bare = await ofDay();
  const paged = await ofDay({}, older);

  expect(ids(bare.body)).toEqual(['c1', 'c2']);
  expect(paged.body).toMatchObject({ paging: { after: 2 }, contacts: [{ externalId: 'c1' }, { externalId: 'c2' }] });
  expect(paged.body.paging.next).toBeUndefined();
});

test('a page names the next one, which can be called as it is', async () => {
  await changedThatDay(3);

  const first = await ofDay({ pageSize: 2 }, older);
  const next = new URL(first.body.paging.next);
  const second = await spotler.call('GET', next.pathname.replace(older, '') + next.search, undefined, older);

  expect(ids(first.body.contacts)).toEqual(['c1', 'c2']);
  expect(first.body.paging.after).toBe(2);
  expect(ids(second.body.contacts)).toEqual(['c3']);
});

test('both ends of the window belong to it', async () => {
  await changedThatDay(3);

  const answer = await ofDay({ fromDate: '2026-03-10T10:01:00', toDate: '2026-03-10T10:02:00' });

  expect(ids(answer.body)).toEqual(['c1', 'c2']);
});

test('dates of the query may carry an offset', async () => {
  await changedThatDay(2);

  const answer = await ofDay({ fromDate: '2026-03-10T09:02:00Z', toDate: '2026-03-10T11:02:00+02:00' });

  expect(ids(answer.body)).toEqual(['c2']);
});

test('dates without offset are in the zone of the account, which is a switch', async () => {
  await changedThatDay(1);
  await spotler.control('POST', '/behaviour', { zone: 'America/New_York', datesAs: 'iso' });

  const answer = await ofDay({ fromDate: '2026-03-10T05:01:00', toDate: '2026-03-10T05:01:00' });

  expect(answer.body[0].lastChanged).toBe('2026-03-10T05:01:00');
});

test('dates are numbers of milliseconds, or texts without zone', async () => {
  await changedThatDay(1);

  const epoch = (await ofDay()).body[0].lastChanged;
  await spotler.control('POST', '/behaviour', { datesAs: 'iso' });
  const iso = (await ofDay()).body[0].lastChanged;

  expect([epoch, iso]).toEqual([Date.parse('2026-03-10T09:01:00Z'), '2026-03-10T10:01:00']);
});

test('missing and invalid dates are refused with the words of the specification', async () => {
  const cases: readonly (readonly [Record<string, string | number>, string])[] = [
    [{ toDate: day.to, pageSize: 10 }, 'Invalid fromDate or no fromDate given'],
    [{ fromDate: '10-03-2026', toDate: day.to, pageSize: 10 }, 'Invalid fromDate or no fromDate given'],
    [{ fromDate: day.from, pageSize: 10 }, 'Invalid toDate or no toDate given'],
    [{ fromDate: day.from, toDate: '2026-02-30T00:00:00', pageSize: 10 }, 'Invalid toDate or no toDate given'],
  ];
  for (const [query, message] of cases)
    expect(await updates(query)).toMatchObject({ status: 400, body: { errorType: 'INVALID_PARAMS', message } });
});

test('pageSize may be left out under the newer prefix only, and is at most 10,000', async () => {
  const query = { fromDate: day.from, toDate: day.to };

  expect((await updates(query)).status).toBe(200);
  expect((await updates(query, older)).status).toBe(400);
  expect((await updates({ ...query, pageSize: 10_000 })).status).toBe(200);
  expect((await updates({ ...query, pageSize: 10_001 })).status).toBe(400);
  expect((await updates({ ...query, after: 'x', pageSize: 1 })).status).toBe(400);
});

test('a contact that changes while the list is paged leaves its place, and one slides over the page edge', async () => {
  await changedThatDay(4);

  const first = await ofDay({ pageSize: 2 });
  await spotler.call('PUT', '/contact/c1', { contact: { properties: { city: 'Utrecht' } } });
  const second = await ofDay({ pageSize: 2, after: 2 });

  expect([...ids(first.body), ...ids(second.body)]).toEqual(['c1', 'c2', 'c4']);
});

test('a list that does not move keeps what its first page began with', async () => {
  await spotler.control('POST', '/behaviour', { listsMoveWhilePaged: false });
  await changedThatDay(4);

  const first = await ofDay({ pageSize: 2 });
  await spotler.call('PUT', '/contact/c1', { contact: { properties: { city: 'Utrecht' } } });
  const second = await ofDay({ pageSize: 2, after: 2 });

  expect([...ids(first.body), ...ids(second.body)]).toEqual(['c1', 'c2', 'c3', 'c4']);
});

test('writes of the API are changes too, unless the switch says they are not', async () => {
  await changedThatDay(1);
  const write = () => spotler.call('PUT', '/contact/c1', { contact: { properties: { city: 'Utrecht' } } });

  await spotler.control('POST', '/behaviour', { ownWritesChangeLastChanged: false });
  await write();
  const kept = await ofDay();
  await spotler.control('POST', '/behaviour', { ownWritesChangeLastChanged: true });
  await write();
  const moved = await ofDay();

  expect([ids(kept.body), ids(moved.body)]).toEqual([['c1'], []]);
});

test('changes of inactive contacts are listed, anonymised ones are not', async () => {
  await changedThatDay(2);
  await spotler.control('POST', '/complaint', { externalId: 'c1', at: '2026-03-10T12:00:00' });
  await spotler.call('PUT', '/contact/anonymize/c2');

  const ever = await updates({ fromDate: '2020-01-01T00:00:00', toDate: '2099-01-01T00:00:00', pageSize: 10 });
  expect(ids(ever.body)).toEqual(['c1']);
});

test('bounces are listed with type, date and contact, in both shapes', async () => {
  await changedThatDay(2);
  await spotler.control('POST', '/bounce', { externalId: 'c1', type: 'SOFTBOUNCE', at: '2026-03-10T11:00:00' });
  await spotler.control('POST', '/bounce', { externalId: 'c2', type: 'HARDBOUNCE', at: '2026-03-10T12:00:00' });
  const bounces = (prefix?: string) =>
    spotler.call('GET', `/contact/bounces/list?fromDate=${day.from}&toDate=${day.to}&pageSize=10`, undefined, prefix);

  const bare = await bounces();
  const paged = await bounces(older);

  expect(bare.body).toMatchObject([
    { type: 'SOFTBOUNCE', date: Date.parse('2026-03-10T10:00:00Z'), contact: { externalId: 'c1' } },
    { type: 'HARDBOUNCE', date: Date.parse('2026-03-10T11:00:00Z'), contact: { externalId: 'c2' } },
  ]);
  expect(paged.body).toEqual({ paging: { after: 2 }, bounces: bare.body });
  expect((await spotler.call('GET', '/contact/bounces/list?pageSize=10')).status).toBe(400);
});
