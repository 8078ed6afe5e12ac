import { type Dataverse, newId, openDataverse } from './open-dataverse.ts';
import { consentSet, sampleSolution } from './sample-solution.ts';

let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await openDataverse();
  await dataverse.importZip(sampleSolution());
});
afterAll(() => dataverse.stop());

const newContact = async (values: object = {}) => {
  const id = newId();
  await dataverse.call('POST', 'contacts', { contactid: id, lastname: 'Vos', ...values });
  return id;
};

test('a row is created under the id it brings, and answered by its address', async () => {
  const id = newId();

  const answer = await dataverse.call('POST', 'contacts', { contactid: id, firstname: 'Ada', lastname: 'Vos' });

  expect(answer.status).toBe(204);
  expect(answer.headers.get('odata-entityid')).toBe(`${dataverse.url}/api/data/v9.2/contacts(${id})`);
});

test('a new row has the columns that Dataverse itself fills', async () => {
  const id = await newContact({ firstname: 'Ada' });

  const { json } = await dataverse.call('GET', `contacts(${id})`);

  expect(json).toMatchObject({
    fullname: 'Ada Vos',
    statecode: 0,
    statuscode: 1,
    donotemail: false,
    followemail: true,
    merged: false,
  });
  expect(json._ownerid_value).toEqual(expect.any(String));
  expect(json.createdon).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
});

test('a second row with the same id answers 412', async () => {
  const id = await newContact();

  const answer = await dataverse.call('POST', 'contacts', { contactid: id, lastname: 'Bos' });

  expect(answer).toMatchObject({ status: 412, json: { error: { code: '0x80040237' } } });
});

test('a row that is gone answers 404 with the code that proves it', async () => {
  const id = await newContact();
  await dataverse.call('DELETE', `contacts(${id})`);

  const answer = await dataverse.call('GET', `contacts(${id})`);

  expect(answer).toMatchObject({ status: 404, json: { error: { code: '0x80040217' } } });
});

test('PATCH creates what is not there, unless If-Match forbids it', async () => {
  const forbidden = newId();
  const created = newId();

  const refused = await dataverse.call('PATCH', `contacts(${forbidden})`, { lastname: 'X' }, { 'if-match': '*' });
  const upserted = await dataverse.call('PATCH', `contacts(${created})`, { lastname: 'X' });

  expect(refused.status).toBe(404);
  expect(upserted.status).toBe(204);
  expect((await dataverse.call('GET', `contacts(${created})?$select=lastname`)).json.lastname).toBe('X');
});

test('PATCH with If-None-Match: * never changes a row that is there', async () => {
  const id = await newContact();

  const answer = await dataverse.call('PATCH', `contacts(${id})`, { lastname: 'Y' }, { 'if-none-match': '*' });

  expect(answer).toMatchObject({ status: 412, json: { error: { code: '0x80040237' } } });
});

test('If-Match with an old version answers 412 and changes nothing', async () => {
  const id = await newContact();
  const { headers } = await dataverse.call('GET', `contacts(${id})`);
  await dataverse.call('PATCH', `contacts(${id})`, { lastname: 'New' });

  const answer = await dataverse.call(
    'PATCH',
    `contacts(${id})`,
    { lastname: 'Old' },
    { 'if-match': headers.get('etag') ?? '' },
  );

  expect(answer).toMatchObject({ status: 412, json: { error: { code: '0x80060882' } } });
});

test('return=representation answers the row with its new version', async () => {
  const id = await newContact();
  const before = (await dataverse.call('GET', `contacts(${id})?$select=versionnumber`)).json.versionnumber;

  const answer = await dataverse.call(
    'PATCH',
    `contacts(${id})?$select=lastname,versionnumber`,
    { lastname: 'Z' },
    { prefer: 'return=representation' },
  );

  expect(answer.status).toBe(200);
  expect(answer.json.lastname).toBe('Z');
  expect(answer.json.versionnumber).toBeGreaterThan(before);
});

for (const [name, body, code] of [
  ['a column that does not exist', { nonsense: 1 }, '0x80048d19'],
  ['a text that is too long', { firstname: 'x'.repeat(51) }, '0x80044331'],
  ['a choice that is not offered', { gendercode: 9 }, '0x8004431a'],
  ['a text where a boolean belongs', { donotemail: 'yes' }, '0x80048d19'],
  ['a lookup by its column name', { parentcustomerid: newId() }, '0x80048d19'],
  [
    'a navigation property in wrong case',
    { 'ParentCustomerId_account@odata.bind': '/accounts(0f0f0f0f-0000-4000-8000-000000000000)' },
    '0x80048d19',
  ],
] as const) {
  test(`${name} is refused`, async () => {
    const answer = await dataverse.call('POST', 'contacts', { lastname: 'Vos', ...body });

    expect(answer).toMatchObject({ status: 400, json: { error: { code } } });
  });
}

test('binding a row that is not there answers 404', async () => {
  const answer = await dataverse.call('POST', 'contacts', {
    lastname: 'V',
    'parentcustomerid_account@odata.bind': `/accounts(${newId()})`,
  });

  expect(answer).toMatchObject({ status: 404, json: { error: { code: '0x80040217' } } });
});

test('a status of another state is refused; a state alone brings its status along', async () => {
  const id = await newContact();

  const wrong = await dataverse.call('PATCH', `contacts(${id})`, { statecode: 0, statuscode: 2 });
  await dataverse.call('PATCH', `contacts(${id})`, { statecode: 1 });

  expect(wrong).toMatchObject({ status: 400, json: { error: { code: '0x80048408' } } });
  expect((await dataverse.call('GET', `contacts(${id})`)).json).toMatchObject({ statecode: 1, statuscode: 2 });
});

test('an empty text is stored as no value', async () => {
  const id = await newContact({ firstname: '' });

  expect((await dataverse.call('GET', `contacts(${id})?$select=firstname`)).json.firstname).toBeNull();
});

test('a lookup is set and emptied by $ref', async () => {
  const contact = await newContact();
  const account = newId();
  await dataverse.call('POST', 'accounts', { accountid: account, name: 'Firm' });

  const set = await dataverse.call('PUT', `contacts(${contact})/parentcustomerid_account/$ref`, {
    '@odata.id': `accounts(${account})`,
  });
  const read = await dataverse.call('GET', `contacts(${contact})/parentcustomerid_account?$select=name`);
  const cleared = await dataverse.call('DELETE', `contacts(${contact})/parentcustomerid_account/$ref`);

  expect([set.status, cleared.status]).toEqual([204, 204]);
  expect(read.json.name).toBe('Firm');
  expect((await dataverse.call('GET', `contacts(${contact})/parentcustomerid_account`)).status).toBe(204);
});

test('rows are joined to a collection by POST $ref', async () => {
  const contact = await newContact();
  const account = newId();
  await dataverse.call('POST', 'accounts', { accountid: account, name: 'Firm' });

  await dataverse.call('POST', `accounts(${account})/contact_customer_accounts/$ref`, {
    '@odata.id': `contacts(${contact})`,
  });
  const answer = await dataverse.call('GET', `accounts(${account})/contact_customer_accounts?$select=lastname`);

  expect(answer.json.value).toHaveLength(1);
});

test('deleting a parent takes the rows that cascade, and stops at the restricted ones', async () => {
  const contact = await newContact();
  const account = newId();
  const consent = newId();
  await dataverse.call('POST', 'accounts', { accountid: account, name: 'Firm' });
  await dataverse.call('POST', consentSet, {
    smp_consentid: consent,
    'smp_contactid@odata.bind': `/contacts(${contact})`,
    'smp_accountid@odata.bind': `/accounts(${account})`,
  });

  const restricted = await dataverse.call('DELETE', `accounts(${account})`);
  const cascaded = await dataverse.call('DELETE', `contacts(${contact})`);

  expect(restricted).toMatchObject({ status: 400, json: { error: { code: '0x80040227' } } });
  expect(cascaded.status).toBe(204);
  expect((await dataverse.call('GET', `${consentSet}(${consent})`)).status).toBe(404);
});

test('a single column is read, written and emptied', async () => {
  const id = await newContact({ jobtitle: 'Baker' });

  const read = await dataverse.call('GET', `contacts(${id})/jobtitle`);
  await dataverse.call('PUT', `contacts(${id})/jobtitle`, { value: 'Smith' });
  const written = await dataverse.call('GET', `contacts(${id})?$select=jobtitle`);
  await dataverse.call('DELETE', `contacts(${id})/jobtitle`);

  expect([read.json.value, written.json.jobtitle]).toEqual(['Baker', 'Smith']);
  expect((await dataverse.call('GET', `contacts(${id})/jobtitle`)).status).toBe(204);
});

test('an unknown set answers 404, an unknown column 400', async () => {
  const set = await dataverse.call('GET', 'nonsenses');
  const column = await dataverse.call('GET', 'contacts?$select=nonsense');

  expect(set).toMatchObject({ status: 404, json: { error: { code: '0x8006088a' } } });
  expect(column).toMatchObject({ status: 400, json: { error: { code: '0x80060888' } } });
});
