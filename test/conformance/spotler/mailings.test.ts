import { type Started, start } from './start.ts';

let spotler: Started;

const day = 'fromDate=2026-03-10T00:00:00&toDate=2026-03-10T23:59:59';
const at = '2026-03-10T09:00:00';

beforeAll(async () => {
  spotler = await start();
});
beforeEach(async () => {
  await spotler.control('POST', '/reset');
  const contacts = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map((externalId) => ({
    externalId,
    properties: { email: `${externalId}@people.example`, permissions: [{ bit: 1, enabled: externalId !== 'c6' }] },
  }));
  await spotler.call('POST', '/contact/list', { contacts });
});
afterAll(() => spotler.stop());

const send = async (more: object = {}) =>
  (await spotler.control('POST', '/mailing', { name: 'March news', bit: 1, at, ...more })).body;

const externalIds = (list: { contactIdentifier: { externalId: string } }[]) =>
  list.map(({ contactIdentifier }) => contactIdentifier.externalId);

test('a mailing goes to holders of its permission whose channel is open', async () => {
  await spotler.control('POST', '/unsubscribe', { externalId: 'c1', global: true });
  await spotler.control('POST', '/bounce', { externalId: 'c2', type: 'HARDBOUNCE' });

  const { encryptedId } = await send();
  const { body } = await spotler.call('GET', `/mailing/${encryptedId}/recipients`);

  expect(externalIds(body.recipients)).toEqual(['c3', 'c4', 'c5']);
  expect(body.paging).toEqual({ after: 3 });
});

test('a mailing to a list goes to its members, permission or not', async () => {
  const list = { externalTemporaryListId: 'l1', name: 'List', contacts: ['c6'] };
  await spotler.call('POST', '/templist', list);

  const { encryptedId } = await send({ bit: undefined, list: 'l1' });

  expect(externalIds((await spotler.call('GET', `/mailing/${encryptedId}/recipients`)).body.recipients)).toEqual([
    'c6',
  ]);
});

test('the statistics add up, and recipients who react are changed', async () => {
  const { encryptedId } = await send({
    hardBounces: ['c1'],
    softBounces: ['c2'],
    opens: ['c3', 'c4'],
    clicks: ['c4', 'c5'],
    unsubscribes: ['c5'],
  });

  const { body } = await spotler.call('GET', `/mailing/${encryptedId}/statistics`);

  expect(body).toEqual({
    sentCount: 5,
    acceptedCount: 3,
    openCount: 3,
    openRenderedCount: 2,
    clickCount: 2,
    hardbounceCount: 1,
    softbounceCount: 1,
    notRetainedAfterBounceCount: 1,
    conversionClickCount: 0,
    unsubscribeCount: 1,
  });
  expect((await spotler.control('GET', '/contacts/c5')).body.permissions['1']).toBe(false);
  expect((await spotler.call('GET', '/contact/c1')).body.channels[0]).toEqual({ name: 'EMAIL', value: false });
});

test('a share of the recipients can react', async () => {
  const statistics = await send({ opens: 0.4, clicks: 0.2, hardBounces: 0.2 });

  expect(statistics).toMatchObject({ sentCount: 5, hardbounceCount: 1, openRenderedCount: 2, clickCount: 1 });
});

test('mailings of a period are a bare array; one has its message and links', async () => {
  const { encryptedId } = await send({
    subject: 'Hello',
    links: [{ name: 'Shop', url: 'https://shop.example', type: 'conversion' }],
  });

  const list = await spotler.call('GET', `/mailing?${day}`);
  const { body } = await spotler.call('GET', `/mailing/${encryptedId}`);

  const mailing = { encryptedId, name: 'March news', scheduledStartDate: at, type: 'EMAIL', sentCount: 5 };
  expect(list.body).toEqual([{ ...mailing, archiveLink: expect.any(String) }]);
  expect(body).toMatchObject({
    ...mailing,
    sender: 'Demo sender',
    targetGroup: 'Newsletter',
    message: { subject: 'Hello', fromEmail: 'news@sender.example' },
    links: [{ id: 1, name: 'Shop', url: 'https://shop.example', type: 'conversion' }],
  });
  expect((await spotler.call('GET', '/mailing')).body.message).toBe('Invalid fromDate or no fromDate given');
});

test('opens, clicks and bounces are listed, of all and of one contact', async () => {
  const { encryptedId } = await send({ opens: ['c3'], clicks: ['c3'], softBounces: ['c2'] });
  const get = async (path: string) => (await spotler.call('GET', `/mailing/${encryptedId}/${path}`)).body;

  expect((await get('opens')).opens).toEqual([
    { contactIdentifier: { externalId: 'c3', encryptedId: expect.any(String) }, openDate: at },
  ]);
  expect((await get('clicks')).clicks).toMatchObject([{ clickDate: at, linkId: 1 }]);
  expect((await get('bounces')).bounces).toMatchObject([
    { bounceDate: at, type: 'SOFTBOUNCE', contactIdentifier: { externalId: 'c2' } },
  ]);
  expect((await get('opens/c3')).opens).toEqual([{ openDate: at }]);
  expect((await get('clicks/c3')).clicks).toEqual([{ clickDate: at, linkId: 1 }]);
  expect(await get('opens/nobody')).toMatchObject({ message: 'Invalid param: Contact not found' });
});

test('an unknown mailing is 404, a campaign mailing under /mailing is of an invalid type', async () => {
  const { encryptedId } = await send();
  for (const path of ['', '/statistics', '/recipients', '/opens', '/clicks', '/bounces', '/opens/c1', '/clicks/c1']) {
    expect(await spotler.call('GET', `/mailing/nothing${path}`)).toMatchObject({
      status: 404,
      body: { errorType: 'MAILING_NOTFOUND' },
    });
    expect(await spotler.call('GET', `/mailing/cmWelcome01${path}`)).toMatchObject({
      status: 400,
      body: { errorType: 'INVALID_MAILING' },
    });
    if (path !== '/statistics')
      expect((await spotler.call('GET', `/campaign-mailing/${encryptedId}${path}`)).body.message).toBe(
        'Mailing type invalid',
      );
  }
});

test('the history of a contact says what was opened and clicked, 50 mailings at a time', async () => {
  await send({ opens: ['c1'] });
  await send({ name: 'April news', softBounces: ['c1'] });

  const { body } = await spotler.call('GET', '/contact/c1/mailings?pageSize=1');

  expect(body.mailingHistories).toMatchObject([
    { mailing: { name: 'March news' }, sentDate: at, opened: true, clicked: false },
    { mailing: { name: 'April news' }, opened: false, bounce: 'SOFTBOUNCE' },
  ]);
  expect((await spotler.call('GET', '/contact/nobody/mailings')).status).toBe(404);
  expect((await spotler.call('GET', '/contact/c1/campaign-mailings')).body.campaignMailingHistories).toEqual([]);
});

test('the feed tells apart when something happened and when the account learned of it', async () => {
  const { encryptedId } = await send({ trendReportId: 7 });
  await spotler.control('POST', '/interaction', {
    mailing: encryptedId,
    externalId: 'c1',
    type: 'open',
    at: '2026-03-10T10:00:00',
  });
  await spotler.control('POST', '/interaction', {
    mailing: encryptedId,
    externalId: 'c2',
    type: 'HARDBOUNCE',
    at: '2026-03-11T10:00:00',
  });
  const feed = async (name: string, query = '') =>
    (await spotler.call('GET', `/mailing-interaction/${name}?${query}`)).body;

  const opened = await feed('opened', day);
  const bounced = await feed('bounced');
  const sent = await feed('sent', 'pageSize=2');

  expect(opened.interactions).toMatchObject([
    { externalContactId: 'c1', encryptedMailingId: encryptedId, date: '2026-03-10T10:00:00', trendReportId: 7 },
  ]);
  expect(opened.interactions[0].changeDate > '2026-03-10T23:59:59').toBe(true);
  expect(bounced.interactions).toMatchObject([{ externalContactId: 'c2', bounceType: 'HARD' }]);
  expect(sent.interactions).toHaveLength(2);
  expect(sent.interactions[0]).toMatchObject({
    name: 'March news',
    subject: 'March news',
    onlineVersionLink: expect.any(String),
  });
  expect(sent.paging).toMatchObject({ after: 2, next: expect.stringContaining('after=2') });
  expect((await feed('bounced', day)).interactions).toEqual([]);
  expect((await feed('opened', 'toChangeDate=2026-03-10T23:59:59')).interactions).toEqual([]);
  expect((await feed('opened', 'trendReportIds=1,2')).interactions).toEqual([]);
  expect((await feed('opened', 'trendReportIds=1,7')).interactions).toHaveLength(1);
  expect((await feed('clicked', 'fromDate=x')).message).toBe('Invalid fromDate');
});

test('a bounce of a mailing is in the bounces list with the mailing', async () => {
  const { encryptedId } = await send({ hardBounces: ['c1'] });

  const { body } = await spotler.call('GET', `/contact/bounces/list?${day}&pageSize=10`);

  expect(body).toMatchObject([{ type: 'HARDBOUNCE', encryptedActId: encryptedId, contact: { externalId: 'c1' } }]);
});

test('a mailing that cannot be sent says why', async () => {
  const nobody = await spotler.control('POST', '/mailing', { name: 'X' });
  const noList = await spotler.control('POST', '/mailing', { name: 'X', list: 'nothing' });
  const notSent = await spotler.control('POST', '/mailing', { name: 'X', bit: 1, opens: ['c6'] });

  expect([nobody.status, noList.status, notSent.status]).toEqual([400, 404, 400]);
});
