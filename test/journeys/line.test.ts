import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

type Set = 'contacts' | 'leads' | 'accounts';
const smallest: Record<Set, (name: string) => Record<string, string>> = {
  contacts: (name) => ({ lastname: name }),
  leads: (name) => ({ lastname: name, subject: `About ${name}` }),
  accounts: (name) => ({ name }),
};

describe.each([
  ['contacts', 'SA-1 SA-2', 'SA-5'],
  ['leads', 'SA-3', 'SA-6'],
  ['accounts', 'SA-4', 'SA-7'],
] as const)('%s', (set, saved, deleted) => {
  test(`${saved} EE-6 EE-7 G-10 61: created and changed ones are on the platform at once, as they are in the CRM`, async () => {
    const id = await house.crm.create(set, { ...smallest[set]('Eerste'), emailaddress1: `eerste.${set}@example.org` });
    await house.quiet();
    expect((await house.contact(id))?.properties.email).toBe(`eerste.${set}@example.org`);

    await house.crm.update(set, id, { address1_city: 'Utrecht' });
    await house.quiet();

    expect((await house.contact(id))?.properties.city).toBe('Utrecht');
  });

  test(`${deleted} G-10 62: a deleted one loses every permission and stays on the platform`, async () => {
    const id = await house.crm.create(set, { ...smallest[set]('Weg'), emailaddress1: `weg.${set}@example.org` });
    await house.crm.permit(set, id, 1);
    await house.crm.permit(set, id, 2);
    await house.quiet();
    expect(await bitsOn(id)).toEqual(['1', '2']);

    await house.crm.remove(set, id);
    await house.quiet();

    expect(await bitsOn(id)).toEqual([]);
    expect(await house.contact(id)).toBeDefined();
  });

  test('SA-8 SA-9 SA-10: a deactivated one loses its permissions; activated again it has those that the CRM says', async () => {
    const id = await house.crm.create(set, { ...smallest[set]('Rust'), emailaddress1: `rust.${set}@example.org` });
    await house.crm.permit(set, id, 1);
    await house.quiet();

    await house.crm.update(
      set,
      id,
      set === 'leads' ? { statecode: 2, statuscode: 4 } : { statecode: 1, statuscode: 2 },
    );
    await house.quiet();
    expect(await bitsOn(id)).toEqual([]);

    await house.crm.update(set, id, { statecode: 0, statuscode: 1 });
    await house.quiet();
    expect(await bitsOn(id)).toEqual(['1']);
  });
});

test('SA-13 SA-14: names with infix, the address of the Summary tab, telephone numbers, company, gender and birthday of a contact are brought over, and nothing else', async () => {
  const company = await house.crm.create('accounts', { name: 'Molen BV' });
  const id = await house.crm.create('contacts', {
    firstname: 'Piet',
    middlename: 'van der',
    lastname: 'Berg',
    emailaddress1: 'piet@example.org',
    address1_line1: 'Kerkstraat 12a',
    address1_postalcode: '3511 AB',
    address1_city: 'Utrecht',
    address1_country: 'Nederland',
    telephone1: '030-1234567',
    mobilephone: '+31612345678',
    gendercode: 1,
    birthdate: '1970-03-29',
    jobtitle: 'Molenaar',
    fax: '030-7654321',
    'parentcustomerid_account@odata.bind': `/accounts(${company})`,
  });

  await house.quiet();

  const { permissions: _, ...properties } = (await house.contact(id))?.properties ?? {};
  expect(properties).toEqual({
    email: 'piet@example.org',
    firstName: 'Piet',
    infix: 'van der',
    lastName: 'Berg',
    street: 'Kerkstraat 12a',
    postalCode: '3511 AB',
    city: 'Utrecht',
    country: 'Nederland',
    phoneNumber: '030-1234567',
    mobileNumber: '+31612345678',
    gender: 'M',
    birthday: '1970-03-29',
    organisation: 'Molen BV',
  });
});

test('SA-17 SA-18: names, address and company of a lead are brought over, its topic and job title are not', async () => {
  const id = await house.crm.create('leads', {
    subject: 'Wants a mill',
    firstname: 'Lotte',
    lastname: 'Kok',
    companyname: 'Bakkerij Kok',
    jobtitle: 'Bakker',
    emailaddress1: 'lotte@example.org',
    address1_city: 'Delft',
  });

  await house.quiet();

  const { permissions: _, ...properties } = (await house.contact(id))?.properties ?? {};
  expect(properties).toEqual({
    email: 'lotte@example.org',
    firstName: 'Lotte',
    lastName: 'Kok',
    organisation: 'Bakkerij Kok',
    city: 'Delft',
  });
});

test('SA-19: name and address of an account are brought over', async () => {
  const id = await house.crm.create('accounts', {
    name: 'Molen Oost',
    emailaddress1: 'oost@example.org',
    address1_city: 'Zwolle',
  });

  await house.quiet();

  const { permissions: _, ...properties } = (await house.contact(id))?.properties ?? {};
  expect(properties).toEqual({ email: 'oost@example.org', organisation: 'Molen Oost', city: 'Zwolle' });
});

test('SA-15 SA-16: only the permissions of the Marketing tab are on', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Tab', emailaddress1: 'tab@example.org' });
  await house.crm.permit('contacts', id, 1, true);
  await house.crm.permit('contacts', id, 2, false);

  await house.quiet();

  expect(await bitsOn(id)).toEqual(['1']);
});

test('SA-20: a contact with nothing but a last name is brought over, without any permission', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Alleen' });
  await house.crm.permit('contacts', id, 1);

  await house.quiet();

  expect((await house.contact(id))?.properties.lastName).toBe('Alleen');
  expect(await bitsOn(id)).toEqual([]);
});

test('SA-11: a save that changes no mapped column calls nobody', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Stil', emailaddress1: 'stil@example.org' });
  await house.quiet();
  const before = await platformCalls(id);

  await house.crm.update('contacts', id, { jobtitle: 'Stiller' });
  await house.quiet();

  expect(await platformCalls(id)).toBe(before);
});

test('EE-14: what somebody changes on the platform is the CRM’s again with the next save', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Baas', emailaddress1: 'baas@example.org' });
  await house.quiet();

  await house.crm.update('contacts', id, { firstname: 'De' });
  await house.quiet();

  expect((await house.contact(id))?.properties).toMatchObject({ firstName: 'De', lastName: 'Baas' });
});

test('EE-9 G-6 38: an event is a nudge, never data: what it says of a record is not believed', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Waar', emailaddress1: 'waar@example.org' });
  await house.quiet();

  await send({
    PrimaryEntityName: 'contact',
    PrimaryEntityId: id,
    MessageName: 'Update',
    InputParameters: [
      { key: 'Target', value: { LogicalName: 'contact', Id: id, Attributes: [{ key: 'lastname', value: 'Gelogen' }] } },
    ],
  });
  await house.quiet();

  expect((await house.contact(id))?.properties.lastName).toBe('Waar');
});

test('a forged Delete makes the relay look, and the record that is still there keeps its permission', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Blijft', emailaddress1: 'blijft@example.org' });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();

  await send({ PrimaryEntityName: 'contact', PrimaryEntityId: id, MessageName: 'Delete', InputParameters: [] });
  await house.quiet();

  expect(await bitsOn(id)).toEqual(['1']);
});

test('a body over 256 KB that Dataverse stripped, one cut off, and ids in braces and capitals are nudges all the same', async () => {
  for (const [name, toBody] of [
    [
      'stripped',
      (id: string) => JSON.stringify({ PrimaryEntityName: 'contact', PrimaryEntityId: id, MessageName: 'Update' }),
    ],
    ['cut off', (id: string) => `{"PrimaryEntityName":"contact","PrimaryEntityId":"${id}","MessageName":"Upd`],
    [
      'braces',
      (id: string) =>
        `\uFEFF${JSON.stringify({ PrimaryEntityName: 'Contact', PrimaryEntityId: `{${id.toUpperCase()}}`, bytes: 'x', string: 'y' })}`,
    ],
  ] as const) {
    const id = await house.crm.create('contacts', {
      lastname: 'Ruw',
      emailaddress1: `ruw.${name.replace(' ', '')}@example.org`,
    });
    await house.quiet();
    await house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, set: { firstname: name } });

    await sendText(toBody(id));
    await house.quiet();

    expect((await house.contact(id))?.properties.firstName).toBe(name);
  }
});

test('merging two contacts moves the permissions to the winner and leaves the loser none', async () => {
  const winner = await house.crm.create('contacts', { lastname: 'Wint', emailaddress1: 'wint@example.org' });
  const loser = await house.crm.create('contacts', { lastname: 'Verliest', emailaddress1: 'verliest@example.org' });
  await house.crm.permit('contacts', loser, 2);
  await house.quiet();
  expect(await bitsOn(loser)).toEqual(['2']);

  await house.crm.action('Merge', {
    Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: winner },
    Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: loser },
    PerformParentingChecks: false,
  });
  await house.quiet();

  expect(await bitsOn(loser)).toEqual([]);
  expect(await bitsOn(winner)).toEqual(['2']);
});

test('assent_SyncRecord makes the relay look at once', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Knop', emailaddress1: 'knop@example.org' });
  await house.quiet();
  await house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, set: { lastname: 'Geknopt' } });

  await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });
  await house.quiet();

  expect((await house.contact(id))?.properties.lastName).toBe('Geknopt');
});

test('a stop column makes every permission of its channel a no', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Stop', emailaddress1: 'stop@example.org' });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();

  await house.crm.update('contacts', id, { donotbulkemail: true });
  await house.quiet();

  expect(await bitsOn(id)).toEqual([]);
});

test('P-7 G-6 40: the same event three times calls the platform once', async () => {
  const id = await house.crm.create('contacts', { lastname: 'Drie', emailaddress1: 'drie@example.org' });
  await house.quiet();
  const before = await platformCalls(id);
  await house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, set: { firstname: 'Keer' } });

  const event = { PrimaryEntityName: 'contact', PrimaryEntityId: id, MessageName: 'Update', OperationId: id };
  await Promise.all([send(event), send(event), send(event)]);
  await house.quiet();

  expect(await platformCalls(id)).toBe(before + 1);
});

async function bitsOn(id: string): Promise<readonly string[]> {
  const permissions = (await house.contact(id))?.permissions ?? {};
  return Object.keys(permissions).filter((bit) => permissions[bit]);
}

async function platformCalls(id: string): Promise<number> {
  const requests = (await house.get(`${house.spotler}/_control/requests`)) as { externalIds: string[] }[];
  return requests.filter(({ externalIds }) => externalIds.includes(id)).length;
}

function send(context: Record<string, unknown>): Promise<void> {
  return sendText(JSON.stringify({ OrganizationId: house.organizationId, ...context }));
}

async function sendText(body: string): Promise<void> {
  const answer = await fetch(`${house.webhook}?code=${house.webhookKey}`, { method: 'POST', body });
  if (answer.status !== 202) throw new Error(`The webhook answered ${answer.status}.`);
}
