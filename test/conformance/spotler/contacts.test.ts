import { off, on, useContacts } from './use-contacts.ts';

const { spotler, add, put, read } = useContacts();

test('the properties of the demo account are listed with their types, hidden ones are not', async () => {
  const { status, body } = await spotler().call('GET', '/contact/properties/list');

  expect(status).toBe(200);
  expect(body.map(({ name }: { name: string }) => name).join(' ')).toBe(
    'email firstName infix lastName gender birthday organisation street houseNumber postalCode city country phoneNumber ' +
      'mobileNumber permissions profileField1 profileField2 profileField3 profileField4 profileField5',
  );
  expect(body[0]).toEqual({ name: 'email', description: 'E-mail address', type: 'email' });
  expect(body.find(({ name }: { name: string }) => name === 'permissions')).toEqual({
    name: 'permissions',
    description: 'Permissions',
    type: 'set',
    entries: [
      { bit: 1, description: 'Newsletter', rank: 1 },
      { bit: 2, description: 'Events', rank: 2 },
      { bit: 4, description: 'Offers', rank: 3 },
    ],
  });
});

test('a contact that was added is read back with what has a value', async () => {
  const added = await add('c1', { email: 'Eva@people.example', firstName: 'Eva', permissions: [on(1)] });

  const contact = await read('c1');

  expect([added.status, added.text]).toEqual([204, '']);
  expect(contact).toEqual({
    externalId: 'c1',
    encryptedId: expect.any(String),
    created: expect.any(Number),
    lastChanged: expect.any(Number),
    testGroup: false,
    temporary: false,
    properties: {
      email: 'Eva@people.example',
      firstName: 'Eva',
      permissions: [
        { bit: 1, description: 'Newsletter', enabled: true },
        { bit: 2, description: 'Events', enabled: false },
        { bit: 4, description: 'Offers', enabled: false },
      ],
    },
    channels: [
      { name: 'EMAIL', value: true },
      { name: 'SMS', value: false },
    ],
  });
});

test('a contact without external id is refused', async () => {
  const answer = await spotler().call('POST', '/contact', { contact: { properties: {} } });

  expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_PARAMS' } });
});

test('adding a contact that is there is refused unless update is true', async () => {
  await add('c1', { firstName: 'Eva' });

  const again = await add('c1', { firstName: 'Iris' });
  const update = await add('c1', { firstName: 'Kim' }, { update: true });

  expect(again).toMatchObject({ status: 400, body: { errorType: 'CONTACT_ALREADY_EXISTS' } });
  expect(update.status).toBe(204);
  expect((await read('c1')).properties).toEqual({ firstName: 'Kim' });
});

test('whether update creates a missing contact is a switch', async () => {
  const created = await add('c1', {}, { update: true });
  await spotler().control('POST', '/behaviour', { updateCreates: false });
  const refused = await add('c2', {}, { update: true });

  expect(created.status).toBe(204);
  expect(refused).toMatchObject({ status: 404, body: { errorType: 'CONTACT_NOT_FOUND' } });
});

test('PUT changes what it names and leaves the rest', async () => {
  await add('c1', { email: 'a@people.example', firstName: 'Eva', permissions: [on(1), on(2)] });

  const answer = await put('c1', { firstName: 'Iris', permissions: [off(2)] });

  expect(answer.status).toBe(204);
  expect((await spotler().control('GET', '/contacts/c1')).body).toMatchObject({
    properties: { email: 'a@people.example', firstName: 'Iris' },
    permissions: { 1: true, 2: false, 4: false },
  });
});

test('purge clears what the request does not name', async () => {
  await add('c1', { email: 'a@people.example', firstName: 'Eva', permissions: [on(1), on(2)] });

  await put('c1', { email: 'a@people.example', permissions: [on(1)] }, { purge: true });

  expect((await spotler().control('GET', '/contacts/c1')).body).toMatchObject({
    properties: { email: 'a@people.example' },
    permissions: { 1: true, 2: false, 4: false },
  });
});

test('an empty value and null clear a property', async () => {
  await add('c1', { firstName: 'Eva', lastName: 'Smit', city: 'Utrecht' });

  await put('c1', { firstName: '', lastName: null });

  expect((await read('c1')).properties).toEqual({ city: 'Utrecht' });
});

test('PUT of an unknown contact is 404, with another id in the body 400', async () => {
  await add('c1', {});

  const unknown = await put('nobody', {});
  const other = await spotler().call('PUT', '/contact/c1', { contact: { externalId: 'c2', properties: {} } });

  expect(unknown).toMatchObject({ status: 404, body: { errorType: 'CONTACT_NOT_FOUND', message: expect.any(String) } });
  expect(other).toMatchObject({ status: 400, body: { errorType: 'INVALID_PARAMS' } });
});

test('an unknown contact is 404, or 400 where the switch says so', async () => {
  const notFound = await spotler().call('GET', '/contact/nobody');
  await spotler().control('POST', '/behaviour', { notFoundStatus: 400 });
  const badRequest = await spotler().call('GET', '/contact/nobody');

  expect(notFound).toMatchObject({ status: 404, body: { errorType: 'CONTACT_NOT_FOUND' } });
  expect(badRequest).toMatchObject({ status: 400, body: { errorType: 'CONTACT_NOT_FOUND' } });
});

test('external ids of another key are another namespace', async () => {
  const webshop = { consumerKey: 'webshop-demo', consumerSecret: 'local-secret-of-webshop' };
  const { createClient } = await import('./client.ts');
  const other = createClient(spotler().url, webshop);
  await add('c1', { firstName: 'Eva' });

  const notTheirs = await other.call('GET', '/contact/c1');
  await other.call('POST', '/contact', { contact: { externalId: 'c1', properties: { firstName: 'Kim' } } });

  expect(notTheirs.status).toBe(404);
  expect((await read('c1')).properties).toEqual({ firstName: 'Eva' });
  expect((await other.call('GET', '/contact/c1')).body.properties).toEqual({ firstName: 'Kim' });
});

test('a contact is found by a property, in both list shapes', async () => {
  await add('c1', { email: 'eva@people.example', city: 'Utrecht' });
  await add('c2', { city: 'Utrecht' });
  const search = (query: string, prefix?: string) =>
    spotler().call('GET', `/contact/search?MPSearchQuery=${encodeURIComponent(query)}&pageSize=10`, undefined, prefix);

  const byEmail = await search('email=EVA@people.example', '/integrationservice');
  const byCity = await search('city=Utrecht');

  expect(byEmail.body).toMatchObject({ paging: { after: 1 }, contacts: [{ externalId: 'c1' }] });
  expect(byCity.body).toMatchObject([{ externalId: 'c1' }, { externalId: 'c2' }]);
  expect((await search('shoeSize=42')).body.errorType).toBe('INVALID_PROPERTY');
  expect((await search('nonsense')).status).toBe(400);
});

test('somebody can subscribe without external id', async () => {
  const body = { properties: { email: 'new@people.example', permissions: [on(2)] } };

  const answer = await spotler().call('POST', '/subscription/subscribe', body);
  const refused = await spotler().call('POST', '/subscription/subscribe', { properties: { email: 'x' } });

  expect(answer.status).toBe(204);
  expect(refused).toMatchObject({ status: 400, body: { errorType: 'INVALID_PROPERTY' } });
  const [contact] = (await spotler().control('GET', '/contacts')).body;
  expect(contact.externalId).toBeUndefined();
  expect(contact.permissions).toEqual({ 1: false, 2: true, 4: false });
});
