import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

test('SA-1 EE-12 EE-13: a contact that is created and saved is a contact of the platform, known by its id, with its e-mail address', async () => {
  const id = await house.crm.create('contacts', {
    firstname: 'Anna',
    lastname: 'Jansen',
    emailaddress1: 'anna.jansen@example.org',
  });

  await house.quiet();

  const contact = await house.contact(id);
  expect(contact?.externalId).toBe(id);
  expect(contact?.properties).toMatchObject({
    email: 'anna.jansen@example.org',
    firstName: 'Anna',
    lastName: 'Jansen',
  });
});

test('SA-2: a contact that is changed and saved is changed on the platform', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Jansen', emailaddress1: 'changed@example.org' });
  await house.quiet();

  await house.crm.update('contacts', id, { lastname: 'de Vries' });
  await house.quiet();

  expect((await house.contact(id))?.properties.lastName).toBe('de Vries');
});

test('SA-16 EE-18: without a permission row no permission is on; with one only that one is', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Bakker', emailaddress1: 'bakker@example.org' });
  await house.quiet();
  expect(await bitsOn(id)).toEqual([]);

  await house.crm.permit('contacts', id, 1);
  await house.quiet();

  expect(await bitsOn(id)).toEqual(['1']);
});

test('EE-19: unticking a permission in the CRM switches it off on the platform', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Visser', emailaddress1: 'visser@example.org' });
  const permission = await house.crm.permit('contacts', id, 1);
  await house.quiet();
  expect(await bitsOn(id)).toEqual(['1']);

  await house.crm.update('assent_permissions', permission, { assent_granted: false });
  await house.quiet();

  expect(await bitsOn(id)).toEqual([]);
});

test('SA-5: deleting a contact switches all its permissions off, and the contact stays on the platform', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Smit', emailaddress1: 'smit@example.org' });
  await house.crm.permit('contacts', id, 1);
  await house.crm.permit('contacts', id, 4);
  await house.quiet();
  expect(await bitsOn(id)).toEqual(['1', '4']);

  await house.crm.remove('contacts', id);
  await house.quiet();

  expect(await bitsOn(id)).toEqual([]);
  expect((await house.contact(id))?.properties.email).toBe('smit@example.org');
});

test('SA-22: a save is enough: its way from webhook to outcome can be read, and nobody started anything', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Meijer', emailaddress1: 'meijer@example.org' });

  await house.quiet();

  const steps = (await house.events(id)).map(({ event }) => event);
  expect(steps).toEqual(expect.arrayContaining(['accepted', 'looked', 'decided', 'called', 'ended']));
});

test.each([true, false])('a contact is made and changed where update:true creates: %s', async (updateCreates) => {
  await house.post(`${house.spotler}/_control/behaviour`, { updateCreates });
  const id = await house.crm.create('contacts', {
    lastname: 'Mulder',
    emailaddress1: `mulder.${updateCreates}@example.org`,
  });
  await house.quiet();

  await house.crm.update('contacts', id, { firstname: 'Kim' });
  await house.quiet();

  expect((await house.contact(id))?.properties).toMatchObject({ lastName: 'Mulder', firstName: 'Kim' });
});

describe('a webhook that is not to be believed', () => {
  const body = () => ({
    OrganizationId: house.organizationId,
    PrimaryEntityName: 'contact',
    PrimaryEntityId: '11111111-2222-4333-8444-555555555555',
    MessageName: 'Update',
    InputParameters: [],
  });
  const send = (key: string, text: string) => fetch(`${house.webhook}?code=${key}`, { method: 'POST', body: text });

  test('with a wrong key gets 401 whatever is wrong with it, and nobody looks', async () => {
    const wrong = await send('wrong', JSON.stringify(body()));
    const none = await fetch(house.webhook, { method: 'POST', body: JSON.stringify(body()) });

    expect([wrong.status, none.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await none.text());
    await house.quiet();
    expect(await house.events('11111111-2222-4333-8444-555555555555')).toEqual([]);
  });

  test('from another organisation gets 403', async () => {
    const other = { ...body(), OrganizationId: '99999999-9999-4999-8999-999999999999' };

    expect((await send(house.webhookKey, JSON.stringify(other))).status).toBe(403);
  });

  test('with a body that is no JSON and names no record gets 400', async () => {
    expect((await send(house.webhookKey, 'hello')).status).toBe(400);
  });
});

async function bitsOn(id: string): Promise<readonly string[]> {
  const permissions = (await house.contact(id))?.permissions ?? {};
  return Object.keys(permissions).filter((bit) => permissions[bit]);
}
