import { bitsOn, endFaults, lastDecision, later, saveSettings } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** When a permission may be on at all: what a look finds, what it cannot find out, and which look counts. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());
afterEach(async () => {
  await endFaults(house);
  await house.post(`${house.dataverse}/_control/secureColumns`, { table: 'contact', columns: [] });
  await house.post(`${house.dataverse}/_control/hideRows`, { table: 'contact', ids: [] });
});

async function person(name: string, columns: Columns = {}): Promise<string> {
  const emailaddress1 = `${name.toLowerCase()}@example.org`;
  return house.crm.create('contacts', { lastname: name, emailaddress1, ...columns });
}

async function subscriber(name: string, columns: Columns = {}): Promise<string> {
  const id = await person(name, columns);
  await house.crm.permit('contacts', id, 1);
  await house.crm.permit('contacts', id, 4);
  await house.quiet();
  expect(await bitsOn(house, id)).toEqual(['1', '4']);
  return id;
}

const look = (...ids: readonly string[]) => house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: ids });
const unreadable = () =>
  house.post(`${house.dataverse}/_control/faults`, {
    match: { method: 'GET', pathPattern: 'contacts' },
    status: 500,
    count: 1000,
  });

describe('R1: holds no permission once it has been looked at', () => {
  const ways: readonly [string, (id: string) => Promise<unknown>][] = [
    ['deleted', (id) => house.crm.remove('contacts', id)],
    ['deactivated', (id) => house.crm.update('contacts', id, { statecode: 1, statuscode: 2 })],
    ['outside the conditions', (id) => house.crm.update('contacts', id, { address1_city: 'Elders' })],
    ['merged away', async (id) => merge(await person('Winnaar'), id)],
  ];
  beforeAll(() =>
    saveSettings(house, () => ({ conditions: [{ column: 'address1_city', operator: 'ne', value: 'Elders' }] })),
  );

  test.each(ways)('a contact that is %s, and its data stays', async (way, end) => {
    const name = `Einde${way.replaceAll(' ', '')}`;
    const id = await subscriber(name);

    await end(id);
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual([]);
    expect((await house.contact(id))?.properties.lastName).toBe(name);
  });
});

test('R2: while rows cannot be read nothing goes on or off but what the events themselves withdraw', async () => {
  const [changed, stopped, ended] = [await subscriber('Leest'), await subscriber('Stopt'), await subscriber('Eindigt')];
  const asked = await person('Vraagt');
  await house.quiet();
  await unreadable();

  await house.crm.update('contacts', changed, { firstname: 'Nieuw' });
  await house.crm.update('contacts', stopped, { donotbulkemail: true });
  await house.crm.remove('contacts', ended);
  await house.crm.permit('contacts', asked, 1);
  await house.quiet();
  const meanwhile = await Promise.all([changed, stopped, ended, asked].map((id) => bitsOn(house, id)));
  await endFaults(house);
  await later(house);

  expect(meanwhile).toEqual([['1', '4'], [], [], []]);
  const afterwards = await Promise.all([changed, stopped, ended, asked].map((id) => bitsOn(house, id)));
  expect(afterwards).toEqual([['1', '4'], [], [], ['1']]);
});

test('R2: a row that we may not read is not taken for one that is gone', async () => {
  const id = await subscriber('Verborgen');
  await house.post(`${house.dataverse}/_control/hideRows`, { table: 'contact', ids: [id] });

  await look(id);
  await house.quiet();

  expect(await bitsOn(house, id)).toEqual(['1', '4']);
});

test('R4: a grant that is on its way while the CRM withdraws is taken back, whichever of the two looks ends last', async () => {
  const id = await person('Ouder');
  await house.quiet();
  // The first look has read the yes; its call is held on the way, its session is taken from it, and another look overtakes.
  await house.post(`${house.spotler}/_control/faults`, { match: { pathPattern: 'contact/list' }, holdMs: 2000 });
  const row = await house.crm.permit('contacts', id, 1);
  await until(async () => (await lastDecision(house, id))['1~email'] === 'yes: crm says yes');
  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.post(`${house.journey}/_control/bus`, { fault: 'detachSessions' });
  await house.quiet();

  await later(house);

  expect(await bitsOn(house, id)).toEqual([]);
  expect((await lastDecision(house, id))['1~email']).toBe('no: crm says no');
});

test('R4: a deleted contact stays off under events that come late, until its row is found again', async () => {
  const id = await subscriber('Terug');
  await house.crm.remove('contacts', id);
  await house.quiet();

  for (const MessageName of ['Create', 'Update', 'Delete']) await send({ PrimaryEntityId: id, MessageName });
  await look(id);
  await house.quiet();
  const late = await bitsOn(house, id);
  await person('Terug', { contactid: id });
  await house.crm.permit('contacts', id, 2);
  await house.quiet();

  expect(late).toEqual([]);
  expect(await bitsOn(house, id)).toEqual(['2']);
});

describe('N-6', () => {
  test('a choice that means neither yes nor no, and a permission the platform does not list, grant nothing and say so', async () => {
    await saveSettings(house, () => ({
      consents: [{ column: 'preferredcontactmethodcode', permission: '2~email', yes: [2] }],
    }));
    const yes = await person('Kiest', { preferredcontactmethodcode: 2 });
    const other = await person('Kiestanders', { preferredcontactmethodcode: 5 });
    const none = await person('Kiestniet');
    const unlisted = await person('Onbekend');
    await house.crm.create('assent_subscriptions', { assent_name: 'Weg', assent_externalid: '64' });
    await house.crm.permit('contacts', unlisted, 64);
    await house.quiet();

    const bits = await Promise.all([yes, other, none, unlisted].map((id) => bitsOn(house, id)));
    expect(bits).toEqual([['2'], [], [], []]);
    expect((await lastDecision(house, other))['2~email']).toBe('no: crm says nothing');
    expect((await lastDecision(house, unlisted))['64~email']).toBe('no: not listed by the platform');
  });

  test('a stop column that may not be read grants nothing, and takes nothing away', async () => {
    const before = await subscriber('Eerder');
    await house.post(`${house.dataverse}/_control/secureColumns`, { table: 'contact', columns: ['donotbulkemail'] });
    // What is known of the columns is believed for a minute.
    await later(house, 90);

    const id = await person('Afgeschermd');
    await house.crm.permit('contacts', id, 1);
    await house.crm.update('contacts', before, { firstname: 'Na' });
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual([]);
    expect((await lastDecision(house, id))['1~email']).toBe('keep: unreadable');
    expect(await bitsOn(house, before)).toEqual(['1', '4']);
  });

  test('a missing address grants nothing; with the address the permission comes', async () => {
    const id = await person('Adresloos', { emailaddress1: null });
    await house.crm.permit('contacts', id, 1);
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual([]);
    expect((await lastDecision(house, id))['1~email']).toBe('no: no address');

    await house.crm.update('contacts', id, { emailaddress1: 'adresloos@example.org' });
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual(['1']);
  });
});

test('P-18: a yes is for one channel and one subscription: an SMS permission is decided by itself and never opens e-mail', async () => {
  const id = await person('Kanaal', { mobilephone: '+31612340001' });
  await house.crm.permit('contacts', id, 1, true, 2);
  await house.crm.permit('contacts', id, 4, true, 1);
  await house.quiet();

  expect(await bitsOn(house, id)).toEqual(['4']);
  expect(await lastDecision(house, id)).toMatchObject({
    '1~email': 'no: crm says nothing',
    '1~sms': 'no: not listed by the platform',
    '2~email': 'no: crm says nothing',
    '4~email': 'yes: crm says yes',
  });
});

function merge(winner: string, loser: string): Promise<void> {
  return house.crm.action('Merge', {
    Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: winner },
    Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: loser },
    PerformParentingChecks: false,
  });
}

async function send(context: Columns): Promise<void> {
  const body = { OrganizationId: house.organizationId, PrimaryEntityName: 'contact', ...context };
  const url = `${house.webhook}?code=${house.webhookKey}`;
  const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  expect(status).toBe(202);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
