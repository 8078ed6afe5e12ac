import { DynamicsWebApi } from 'dynamics-web-api';
import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
let client: Json;
beforeAll(async () => {
  dataverse = await openDataverse();
  client = new DynamicsWebApi({
    serverUrl: dataverse.url,
    dataApi: { version: '9.2' },
    onTokenRefresh: async () => dataverse.signIn(),
  });
});
afterAll(() => dataverse.stop());

const contacts = 'contacts';

test('dynamics-web-api creates, reads, updates, upserts and deletes', async () => {
  const created = await client.create({
    collection: contacts,
    data: { lastname: 'Vos', firstname: 'Ada' },
    returnRepresentation: true,
  });
  const key = created.contactid;
  await client.update({ collection: contacts, key, data: { jobtitle: 'Baker' }, ifmatch: created['@odata.etag'] });
  const read = await client.retrieve({ collection: contacts, key, select: ['firstname', 'jobtitle'] });
  await client.upsert({ collection: contacts, key: newId(), data: { lastname: 'New' } });
  await client.deleteRecord({ collection: contacts, key });

  expect(read).toMatchObject({ firstname: 'Ada', jobtitle: 'Baker' });
  await expect(client.retrieve({ collection: contacts, key })).rejects.toMatchObject({
    status: 404,
    code: '0x80040217',
  });
});

test('dynamics-web-api pages through a query and counts', async () => {
  for (const firstname of ['P1', 'P2', 'P3'])
    await client.create({ collection: contacts, data: { firstname, lastname: 'Page' } });

  const all = await client.retrieveAll({ collection: contacts, select: ['firstname'], filter: "lastname eq 'Page'" });
  const first = await client.retrieveMultiple({
    collection: contacts,
    select: ['firstname'],
    filter: "lastname eq 'Page'",
    maxPageSize: 2,
    count: true,
  });

  expect(all.value).toHaveLength(3);
  expect(first.oDataCount).toBe(3);
  expect(first.oDataNextLink).toEqual(expect.any(String));
});

test('dynamics-web-api sends batches and change sets', async () => {
  client.startBatch();
  client.create({ collection: 'accounts', data: { name: 'Batch' }, contentId: '1' });
  client.create({ collection: contacts, data: { lastname: 'In', 'parentcustomerid_account@odata.bind': '$1' } });
  const results = await client.executeBatch();

  expect(results).toHaveLength(2);
  expect(
    (await dataverse.call('GET', "contacts?$filter=lastname eq 'In'&$expand=parentcustomerid_account($select=name)"))
      .json.value[0].parentcustomerid_account.name,
  ).toBe('Batch');
});

test('dynamics-web-api fetches by FetchXML, associates, and reads definitions', async () => {
  const account = (await client.create({ collection: 'accounts', data: { name: 'Firm' }, returnRepresentation: true }))
    .accountid;
  const contact = (
    await client.create({ collection: contacts, data: { lastname: 'Linked' }, returnRepresentation: true })
  ).contactid;
  await client.associate({
    collection: 'accounts',
    primaryKey: account,
    relationshipName: 'contact_customer_accounts',
    relatedCollection: contacts,
    relatedKey: contact,
  });
  const fetched = await client.fetch({
    collection: contacts,
    fetchXml:
      '<fetch><entity name="contact"><attribute name="lastname" /><filter><condition attribute="lastname" operator="eq" value="Linked" /></filter></entity></fetch>',
  });
  const definition = await client.retrieveEntity({ key: "LogicalName='contact'", select: ['EntitySetName'] });

  expect(fetched.value).toMatchObject([{ contactid: contact }]);
  expect(definition.EntitySetName).toBe('contacts');
  expect((await dataverse.call('GET', `accounts(${account})/contact_customer_accounts`)).json.value).toHaveLength(1);
});
