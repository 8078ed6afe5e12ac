import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';
import { configurationTable, consentSet, endpointId, sampleSolution } from './sample-solution.ts';

let dataverse: Dataverse;
beforeEach(async () => {
  dataverse = await openDataverse();
});
afterEach(() => dataverse.stop());

const newContact = async (values: object = {}) => {
  const id = newId();
  await dataverse.call('POST', 'contacts', {
    contactid: id,
    lastname: 'Vos',
    emailaddress1: 'v@example.org',
    ...values,
  });
  return id;
};
const versionOf = async (id: string) =>
  (await dataverse.call('GET', `contacts(${id})?$select=versionnumber`)).json.versionnumber;

test('reset goes back to the mark, keeps what was installed and lets row versions go on', async () => {
  const kept = await newContact();
  await dataverse.control('mark', {});
  await dataverse.importZip(sampleSolution());
  const gone = await newContact();
  const lastVersion = await versionOf(gone);

  await dataverse.control('reset', {});
  const next = await newContact();

  expect((await dataverse.call('GET', `contacts(${kept})`)).status).toBe(200);
  expect((await dataverse.call('GET', `contacts(${gone})`)).status).toBe(404);
  expect((await dataverse.call('GET', `serviceendpoints(${endpointId})`)).status).toBe(200);
  expect(await versionOf(next)).toBeGreaterThan(lastVersion);
});

test('reset puts every switch back', async () => {
  await dataverse.control('async', { paused: true, delayMs: [5, 9] });
  await dataverse.control('limits', { on: false });
  await dataverse.control('columns', { table: 'contact', drop: ['jobtitle'] });
  await dataverse.control('faults', { status: 500, count: 100 });

  await dataverse.control('reset', {});

  expect((await dataverse.control('state')).json).toMatchObject({
    limits: true,
    async: { paused: false, delayMs: [0, 20] },
  });
  expect((await dataverse.call('GET', 'contacts?$select=jobtitle')).status).toBe(200);
});

test('a restore brings the snapshot back, row versions too', async () => {
  const id = await newContact();
  const before = await versionOf(id);
  await dataverse.control('snapshot', {});
  await dataverse.call('PATCH', `contacts(${id})`, { lastname: 'Later' });

  await dataverse.control('restore', {});

  expect((await dataverse.call('GET', `contacts(${id})`)).json).toMatchObject({
    lastname: 'Vos',
    versionnumber: before,
  });
  expect(await versionOf(await newContact())).toBe(before + 1);
});

test('a copy has a new organisation id and the same rows', async () => {
  const id = await newContact();

  const { json } = await dataverse.control('copy', {});

  expect(json.organizationId).not.toBe(dataverse.organizationId);
  expect((await dataverse.call('GET', 'WhoAmI')).json.OrganizationId).toBe(json.organizationId);
  expect(
    (await dataverse.call('GET', 'organizations?$select=name')).json.value.map((row: Json) => row.organizationid),
  ).toEqual([json.organizationId]);
  expect((await dataverse.call('GET', `contacts(${id})`)).status).toBe(200);
});

test('a secured column is left out without an error, for filters too', async () => {
  const id = await newContact();
  await dataverse.control('secureColumns', { table: 'contact', columns: ['emailaddress1'] });

  const named = await dataverse.call('GET', `contacts(${id})?$select=emailaddress1`);
  const filtered = await dataverse.call('GET', "contacts?$filter=emailaddress1 eq 'v@example.org'");
  await dataverse.control('secureColumns', { table: 'contact', columns: [] });

  expect(named.status).toBe(200);
  expect(named.json).not.toHaveProperty('emailaddress1');
  expect(filtered.json.value).toEqual([]);
  expect((await dataverse.call('GET', `contacts(${id})`)).json.emailaddress1).toBe('v@example.org');
});

test('a dropped column is gone for reading and writing until the list is emptied', async () => {
  await dataverse.control('columns', { table: 'contact', drop: ['jobtitle'] });
  const read = await dataverse.call('GET', 'contacts?$select=jobtitle');
  const written = await dataverse.call('POST', 'contacts', { jobtitle: 'x' });
  await dataverse.control('columns', { table: 'contact', drop: [] });

  expect([read.status, written.status]).toEqual([400, 400]);
  expect((await dataverse.call('GET', 'contacts?$select=jobtitle')).status).toBe(200);
});

test('a write from outside creates, changes, links and deletes', async () => {
  await dataverse.importZip(sampleSolution());
  const contact = newId();
  const consent = newId();

  await dataverse.control('write', { table: 'contact', id: contact, set: { lastname: 'Bos', statecode: 1 } });
  await dataverse.control('write', {
    table: 'smp_consent',
    id: consent,
    set: { smp_contactid: contact, smp_granted: true },
  });
  const linked = (await dataverse.call('GET', `${consentSet}(${consent})`)).json;
  await dataverse.control('write', { table: 'contact', id: contact, delete: true });

  expect(linked).toMatchObject({ _smp_contactid_value: contact, smp_granted: true });
  expect((await dataverse.call('GET', `${consentSet}(${consent})`)).status).toBe(404);
});

test('the next calls that match fail as told, and no others', async () => {
  await dataverse.control('faults', {
    match: { method: 'GET', pathPattern: 'contacts' },
    status: 503,
    body: 'busy',
    headers: { 'retry-after': '7' },
    count: 2,
  });

  const statuses = [];
  for (const path of ['accounts', 'contacts', 'contacts', 'contacts'])
    statuses.push((await dataverse.call('GET', path)).status);

  expect(statuses).toEqual([200, 503, 503, 200]);
});

test('a fault that applies does the work and then fails', async () => {
  const id = newId();
  await dataverse.control('faults', { match: { method: 'POST' }, status: 500, applies: true });

  const answer = await dataverse.call('POST', 'contacts', { contactid: id, lastname: 'V' });

  expect(answer.status).toBe(500);
  expect((await dataverse.call('GET', `contacts(${id})`)).status).toBe(200);
});

test('the calls so far can be read', async () => {
  await dataverse.call('GET', 'contacts?$select=nonsense');

  const { json } = await dataverse.control('requests');

  expect(json.at(-1)).toMatchObject({ method: 'GET', path: '/api/data/v9.2/contacts?$select=nonsense', status: 400 });
});

test('seeding makes invented people with permissions and no two with one address', async () => {
  await dataverse.control('seed', { contacts: 30, leads: 20, accounts: 5 });

  const contacts = (await dataverse.call('GET', 'contacts?$select=emailaddress1')).json.value.map(
    (row: Json) => row.emailaddress1,
  );
  const leads = (await dataverse.call('GET', 'leads?$select=emailaddress1')).json.value.map(
    (row: Json) => row.emailaddress1,
  );
  expect(new Set([...contacts, ...leads]).size).toBe(50);
  for (const address of contacts) expect(address).toMatch(/^[a-z.]+\d+@contact\.example\.org$/);
});

test('settings need the table they are kept in', async () => {
  const answer = await dataverse.control('settings', { version: 1 });

  expect(answer.status).toBe(400);
  expect(answer.json.error).toContain('assent_configuration');
});

test('an order that does not fit names the field', async () => {
  const answer = await dataverse.control('async', { repeatShare: 2 });

  expect(answer.status).toBe(400);
  expect(answer.json.error).toContain('repeatShare');
});

test('activity grows with every call', async () => {
  const before = (await dataverse.control('state')).json.activity;
  await dataverse.call('GET', 'WhoAmI');

  expect((await dataverse.control('state')).json.activity).toBeGreaterThan(before);
});

test('saving the settings document moves the columns that the Update step of each table listens to', async () => {
  await dataverse.importZip(sampleSolution({ extraEntity: configurationTable }));
  const filter = async () =>
    (await dataverse.call('GET', "sdkmessageprocessingsteps?$filter=name eq 'Update of contact'")).json.value[0]
      .filteringattributes;
  const before = await filter();

  const answer = await dataverse.control('settings', {
    tables: {
      contact: {
        address: { email: 'emailaddress2' },
        fields: [{ column: 'jobtitle', property: 'x' }],
        conditions: [{ column: 'gendercode' }],
        consents: [{ column: 'donotfax' }],
        stop: { email: ['donotemail'], sms: [] },
      },
    },
  });

  expect(answer.status).toBe(200);
  expect(before).toBe('firstname,emailaddress1,statecode');
  expect(await filter()).toBe('donotemail,donotfax,emailaddress2,gendercode,jobtitle,statecode,statuscode');
});

test('a reset leaves the address and the key of a webhook as they are now', async () => {
  await dataverse.importZip(sampleSolution());
  await dataverse.control('mark', {});
  await dataverse.call('PATCH', `serviceendpoints(${endpointId})`, { url: 'http://localhost:1/now', authvalue: 'new' });

  await dataverse.control('reset', {});

  const { json } = await dataverse.call('GET', `serviceendpoints(${endpointId})`);
  expect(json).toMatchObject({ url: 'http://localhost:1/now', isauthvalueset: true });
});
