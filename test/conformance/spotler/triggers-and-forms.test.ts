import { type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start();
});
beforeEach(async () => {
  await spotler.control('POST', '/reset');
  await spotler.call('POST', '/contact', {
    contact: { externalId: 'c1', properties: { email: 'eva@people.example' } },
  });
});
afterAll(() => spotler.stop());

describe('campaigns', () => {
  const trigger = (id: string, body: object = { externalContactId: 'c1' }) =>
    spotler.call('POST', `/campaign/trigger/${id}`, body);
  const stop = (id: string, externalContactId = 'c1') =>
    spotler.call('POST', `/campaign/${id}/stop`, { externalContactId });

  test('campaigns are listed with their triggers and mailings', async () => {
    const { body } = await spotler.call('GET', '/campaign/list');
    const mailings = await spotler.call('GET', '/campaign/cWelcome01/mailing');

    expect(body[0]).toEqual({
      encryptedId: 'cWelcome01',
      name: 'Welcome',
      active: true,
      triggers: [{ encryptedId: 'tWelcome01', name: 'Started by another system' }],
    });
    expect(mailings.body).toEqual([{ encryptedId: 'cmWelcome01', name: 'Welcome mail', type: 'EMAIL' }]);
    expect(await spotler.call('GET', '/campaign/nothing/mailing')).toMatchObject({
      status: 404,
      body: { errorType: 'CAMPAIGN_NOTFOUND' },
    });
  });

  test('a trigger starts the campaign once and sends its mailing', async () => {
    const campaignFields = [{ name: 'course', type: 'STRING', value: 'Yoga' }];
    const started = await trigger('tWelcome01', { externalContactId: 'c1', campaignFields });
    const again = await trigger('tWelcome01');

    const { recipients } = (await spotler.call('GET', '/campaign-mailing/cmWelcome01/recipients')).body;
    expect(started.status).toBe(204);
    expect(again).toMatchObject({ status: 400, body: { message: 'Contact already active in campaign' } });
    expect(recipients).toEqual([
      {
        contactIdentifier: { externalId: 'c1', encryptedId: expect.any(String) },
        campaignSubscriptionId: 1,
        sendDate: expect.any(String),
      },
    ]);
  });

  test('what becomes of a campaign mailing is listed by its run', async () => {
    await trigger('tWelcome01');
    await spotler.control('POST', '/interaction', { mailing: 'cmWelcome01', externalId: 'c1', type: 'click' });
    await spotler.control('POST', '/interaction', { mailing: 'cmWelcome01', externalId: 'c1', type: 'open' });
    const get = async (path: string) => (await spotler.call('GET', `/campaign-mailing/cmWelcome01${path}`)).body;

    expect((await get('')).links).toHaveLength(1);
    expect((await get('/opens')).opens).toMatchObject([{ campaignSubscriptionId: 1, openDate: expect.any(String) }]);
    expect((await get('/clicks/1')).clicks).toEqual([{ clickDate: expect.any(String), linkId: 1 }]);
    expect((await get('/opens/99')).message).toBe('Invalid param: Contact not found');
    expect((await get('/opens?fromDate=2020-01-01T00:00:00&toDate=2020-01-02T00:00:00')).opens).toEqual([]);
    expect((await spotler.call('GET', '/contact/c1/campaign-mailings')).body.campaignMailingHistories).toMatchObject([
      { campaignMailing: { name: 'Welcome mail' }, campaignSubscriptionId: 1, opened: true, clicked: true },
    ]);
  });

  test('what keeps a campaign from starting is told', async () => {
    const products = [{ name: 'p', type: 'PRODUCTLIST', values: ['1'] }];

    expect(await trigger('nothing')).toMatchObject({ status: 404, body: { errorType: 'TRIGGER_NOTFOUND' } });
    expect(await trigger('tWelcome01', { externalContactId: 'nobody' })).toMatchObject({
      status: 400,
      body: { errorType: 'CONTACT_NOT_FOUND' },
    });
    expect(await trigger('tPaused01')).toMatchObject({ status: 400, body: { message: 'Campaign inactive' } });
    expect(await trigger('tWelcome01', { externalContactId: 'c1', campaignFields: products })).toMatchObject({
      status: 400,
      body: { errorType: 'PRODUCT_NOTFOUND' },
    });
  });

  test('a running campaign is stopped once', async () => {
    const before = await stop('cWelcome01');
    await trigger('tWelcome01');

    expect(before).toMatchObject({ status: 400, body: { message: 'Campaign not triggered' } });
    expect((await stop('cWelcome01')).status).toBe(204);
    expect(await stop('cWelcome01')).toMatchObject({ status: 400, body: { message: 'Campaign already finished' } });
    expect(await trigger('tWelcome01')).toMatchObject({
      status: 400,
      body: { message: 'Contact already in campaign' },
    });
    expect((await stop('nothing')).status).toBe(404);
    expect((await stop('cWelcome01', 'nobody')).body.errorType).toBe('CONTACT_NOT_FOUND');
  });
});

describe('automations', () => {
  const active = '5f0c8a52-6d0e-4e0f-9d1b-7a9f5a3c2e11';
  const paused = '8a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
  const trigger = (code: string, externalContactId = 'c1') =>
    spotler.call('POST', `/automation/trigger/${code}`, { externalContactId });

  test('a trigger starts an automation until the limit of participations is reached', async () => {
    const first = await trigger(active);
    const second = await trigger(active);

    expect(first).toMatchObject({ status: 200, body: { result: 'OK', automationResults: [{ result: 'OK' }] } });
    expect(second).toMatchObject({
      status: 417,
      body: { result: 'NOT_TRIGGERED', automationResults: [{ result: 'PARTICIPATION_LIMIT_REACHED' }] },
    });
  });

  test('what keeps an automation from starting is told', async () => {
    expect(await trigger(paused)).toMatchObject({
      status: 417,
      body: { automationResults: [{ result: 'AUTOMATION_INACTIVE' }] },
    });
    expect(await trigger('nothing')).toMatchObject({ status: 404, body: { result: 'TRIGGER_NOTFOUND' } });
    expect(await trigger(active, 'nobody')).toMatchObject({ status: 404, body: { result: 'CONTACT_NOTFOUND' } });
  });
});

describe('forms', () => {
  test('forms are listed, by type and state', async () => {
    const all = await spotler.call('GET', '/form/list');
    const subscribe = await spotler.call('GET', '/form/list?formSubType=subscribe&formState=final');

    expect(all.body).toHaveLength(2);
    expect(subscribe.body).toEqual([
      { id: 1, name: 'Newsletter sign-up', formSubType: 'subscribe', formState: 'final' },
    ]);
  });

  test('a form comes as HTML, prefilled with a contact and with values of the caller', async () => {
    const { encryptedId } = (await spotler.call('GET', '/contact/c1')).body;
    const got = await spotler.call('GET', `/form/1?postUrl=https%3A%2F%2Fme.example&encId=${encryptedId}`);
    const posted = await spotler.call('POST', '/form/1', {
      postUrl: 'https://me.example',
      prefilledValues: { firstName: ['"Eva"'] },
    });

    expect(got.body.html).toContain('eva@people.example');
    expect(got.body.isConfirmationPage).toBe(false);
    expect(posted.body.html).toContain('&quot;Eva&quot;');
    expect((await spotler.call('GET', '/form/9?postUrl=x')).body.errorType).toBe('FORM_NOT_FOUND');
  });

  test('a form that is sent in makes a contact and a result that can be read', async () => {
    const formParams = { email: ['new@people.example'], permissions: ['1'] };
    const sent = await spotler.call('POST', '/form/result/1', { postUrl: 'https://me.example', formParams });
    const results = await spotler.call('GET', '/form/result/1?completed=true&startDate=20200101');
    const one = await spotler.call('GET', `/form/result/1/${results.body[0].formResultId}`);

    expect(sent.body.isConfirmationPage).toBe(true);
    expect(results.body).toMatchObject([
      { completed: true, answers: [{ description: 'email', answer: ['new@people.example'] }, { answer: ['1'] }] },
    ]);
    expect(one.body).toEqual(results.body[0]);
    expect((await spotler.call('GET', '/form/result/1?endDate=20200101120000')).body).toEqual([]);
    expect((await spotler.call('GET', '/form/result/1/99')).body.errorType).toBe('FORMRESULT_NOT_FOUND');
    expect((await spotler.call('GET', '/form/result/1?startDate=x')).status).toBe(400);
    const contacts = (await spotler.control('GET', '/contacts')).body;
    expect(contacts.at(-1)).toMatchObject({ properties: { email: 'new@people.example' }, permissions: { 1: true } });
  });

  test('the forms of a contact are its history', async () => {
    await spotler.control('POST', '/behaviour', { uniqueEmail: true });
    await spotler.control('POST', '/form', { email: 'eva@people.example', bits: [1] });

    const { body } = await spotler.call('GET', '/contact/c1/forms');

    expect(body).toMatchObject({ formHistories: [{ form: { id: 1 }, formResultId: 1, completed: true }] });
    expect((await spotler.call('GET', '/contact/nobody/forms')).status).toBe(404);
  });
});
