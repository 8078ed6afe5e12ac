import { setMetadataCache } from 'dataverse-ify/lib';
import { XrmContextDataverseClient } from 'dataverse-ify/lib/dataverse-ify';
import { NodeWebApi } from 'dataverse-ify/lib/webapi/node/NodeWebApi';
import { whoAmI } from 'dataverse-ify/lib/webapi/whoAmI';
import { type Dataverse, type Json, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
let client: XrmContextDataverseClient;
const site: Json = globalThis;

/** The part of generated metadata that the library needs. */
const metadata = {
  entities: {
    contact: {
      typeName: 'mscrm.contact',
      logicalName: 'contact',
      collectionName: 'contacts',
      primaryIdAttribute: 'contactid',
      attributeTypes: { birthdate: 'DateOnly:DateOnly', gendercode: 'Optionset', createdon: 'DateTime:UserLocal' },
      navigation: { parentcustomerid: ['account', 'contact'] },
    },
    account: {
      typeName: 'mscrm.account',
      logicalName: 'account',
      collectionName: 'accounts',
      primaryIdAttribute: 'accountid',
      attributeTypes: {},
      navigation: {},
    },
  },
};

beforeAll(async () => {
  dataverse = await openDataverse();
  const api: Json = new NodeWebApi(dataverse.url, '9.2');
  api.getRequestImplementation().setAccessToken(await dataverse.signIn());
  site.Xrm = { WebApi: api };
  setMetadataCache(metadata);
  client = new XrmContextDataverseClient(api);
});
afterAll(async () => {
  delete site.Xrm;
  await dataverse.stop();
});

const createContact = (values: object): Promise<string> =>
  client.create({ logicalName: 'contact', lastname: 'Vos', ...values } as Json);
const retrieve = (id: string, columns: readonly string[]): Promise<Json> =>
  client.retrieve('contact', id, [...columns]);

test('dataverse-ify creates, reads, updates and deletes', async () => {
  const id = await createContact({ firstname: 'Ada', gendercode: 2 });
  await client.update({ logicalName: 'contact', id, jobtitle: 'Baker' } as Json);
  const read = await retrieve(id, ['firstname', 'jobtitle', 'gendercode', 'createdon']);
  await client.delete('contact', id);

  expect(read).toMatchObject({ firstname: 'Ada', jobtitle: 'Baker', gendercode: 2, createdon: expect.any(Date) });
  await expect(retrieve(id, ['firstname'])).rejects.toMatchObject({ code: '0x80040217' });
});

test('dataverse-ify binds lookups and gets them back as references', async () => {
  const account = await client.create({ logicalName: 'account', name: 'Firm' } as Json);

  const id = await createContact({ parentcustomerid: { entityType: 'account', id: account } });

  expect((await retrieve(id, ['parentcustomerid'])).parentcustomerid).toMatchObject({
    entityType: 'account',
    id: account,
    name: 'Firm',
  });
});

test('dataverse-ify queries by FetchXML and by OData', async () => {
  await createContact({ firstname: 'Fay' });
  const fetchXml =
    '<fetch><entity name="contact"><attribute name="firstname" /><filter><condition attribute="firstname" operator="eq" value="Fay" /></filter></entity></fetch>';

  const byFetch = await client.retrieveMultiple(fetchXml);
  const byOData = await client.retrieveMultiple("?$select=firstname&$filter=firstname eq 'Fay'", {
    logicalName: 'contact',
  } as Json);

  expect(byFetch.entities).toMatchObject([{ firstname: 'Fay' }]);
  expect(byFetch.moreRecords).toBe(false);
  expect(byOData.entities).toMatchObject([{ firstname: 'Fay' }]);
});

test('dataverse-ify joins and parts rows, in a batch where there are several', async () => {
  const account = await client.create({ logicalName: 'account', name: 'Firm' } as Json);
  const ids = [await createContact({}), await createContact({})];
  const references: Json = ids.map((id) => ({ entityType: 'contact', id }));
  const members = async () =>
    (await dataverse.call('GET', `accounts(${account})/contact_customer_accounts?$select=contactid`)).json.value.length;

  await client.associate('account', account, 'contact_customer_accounts', references);
  const joined = await members();
  await client.disassociate('account', account, 'contact_customer_accounts', references);

  expect([joined, await members()]).toEqual([2, 0]);
});

test('dataverse-ify asks who it is', async () => {
  expect(await whoAmI()).toBe((await dataverse.call('GET', 'WhoAmI')).json.UserId);
});
