import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';
import { consentSet, sampleSolution } from './sample-solution.ts';

let dataverse: Dataverse;
const account = newId();
const [ada, bert, cleo] = [newId(), newId(), newId()];

beforeAll(async () => {
  dataverse = await openDataverse();
  await dataverse.importZip(sampleSolution());
  await dataverse.call('POST', 'accounts', { accountid: account, name: 'Lantern' });
  const people = [
    {
      contactid: ada,
      firstname: 'Ada',
      lastname: 'Bos',
      smp_level: 1,
      birthdate: '1980-05-01',
      'parentcustomerid_account@odata.bind': `/accounts(${account})`,
    },
    { contactid: bert, firstname: 'Bert', lastname: "O'Neil", smp_level: 2, donotemail: true },
    { contactid: cleo, firstname: 'Cleo', lastname: 'Bos', smp_level: 3 },
  ];
  for (const person of people) await dataverse.call('POST', 'contacts', person);
  await dataverse.call('POST', consentSet, {
    smp_name: 'a',
    smp_channel: 1,
    smp_granted: true,
    'smp_contactid@odata.bind': `/contacts(${ada})`,
  });
  await dataverse.call('POST', consentSet, {
    smp_name: 'b',
    smp_channel: 2,
    'smp_contactid@odata.bind': `/contacts(${ada})`,
  });
});
afterAll(() => dataverse.stop());

const namesOf = (json: Json): string[] => json.value.map((row: Json) => row.firstname);

for (const [filter, names] of [
  ["firstname eq 'ADA'", ['Ada']],
  ["lastname eq 'O''Neil'", ['Bert']],
  ['smp_level gt 1 and smp_level le 3', ['Bert', 'Cleo']],
  ["firstname eq 'Ada' or (smp_level eq 3 and not (lastname eq 'x'))", ['Ada', 'Cleo']],
  ["contains(lastname,'neil')", ['Bert']],
  ["startswith(firstname,'c') or endswith(firstname,'da')", ['Ada', 'Cleo']],
  ['birthdate eq null', ['Bert', 'Cleo']],
  ['birthdate ne null', ['Ada']],
  ['birthdate lt 1990-01-01', ['Ada']],
  ['donotemail eq true', ['Bert']],
  ['createdon gt 2020-01-01T00:00:00Z', ['Ada', 'Bert', 'Cleo']],
  [`contactid eq ${ada}`, ['Ada']],
  [`_parentcustomerid_value eq ${account}`, ['Ada']],
  ["parentcustomerid_account/name eq 'Lantern'", ['Ada']],
  [
    `Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=['${cleo}','${ada}','${newId()}'])`,
    ['Ada', 'Cleo'],
  ],
  [
    `Microsoft.Dynamics.CRM.In(PropertyName=@p,PropertyValues=@v)&@p='smp_level'&@v=["2","3"]`.replaceAll('"', "'"),
    ['Bert', 'Cleo'],
  ],
  ["Microsoft.Dynamics.CRM.Between(PropertyName='smp_level',PropertyValues=['2','3'])", ['Bert', 'Cleo']],
  ["Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=2)", ['Ada', 'Bert', 'Cleo']],
  ["Microsoft.Dynamics.CRM.OlderThanXHours(PropertyName='createdon',PropertyValue=2)", []],
  ['smp_contact_consents/any(c:c/smp_granted eq true)', ['Ada']],
  ['smp_contact_consents/any()', ['Ada']],
] as const) {
  test(`the filter ${filter} finds ${names.join(', ') || 'nobody'}`, async () => {
    const [first, ...aliases] = filter.split('&');
    const query = [`$filter=${encodeURIComponent(first ?? '')}`, ...aliases].join('&');

    const { status, json } = await dataverse.call('GET', `contacts?$select=firstname&${query}&$orderby=firstname`);

    expect(status).toBe(200);
    expect(namesOf(json)).toEqual(names);
  });
}

test('a filter that cannot be read answers 400, a function that is not here 501', async () => {
  const broken = await dataverse.call('GET', `contacts?$filter=${encodeURIComponent("firstname eq 'x' and")}`);
  const missing = await dataverse.call(
    'GET',
    "contacts?$filter=Microsoft.Dynamics.CRM.Under(PropertyName='contactid',PropertyValue='x')",
  );

  expect(broken.status).toBe(400);
  expect(missing.status).toBe(501);
  expect(missing.json.error.message).toContain('Under');
});

test('rows come in the order asked for, and no more than the top ones', async () => {
  const { json } = await dataverse.call(
    'GET',
    'contacts?$select=firstname&$orderby=lastname,firstname desc&$top=2&$count=true',
  );

  expect(namesOf(json)).toEqual(['Cleo', 'Ada']);
  expect(json['@odata.count']).toBe(3);
});

test('without an order rows come by primary key in SQL order: the last six bytes count first', async () => {
  const made = ['ff000000-0000-4000-8000-00000000aa01', '00000000-0000-4000-8000-00000000aa02'];
  for (const id of [...made].reverse()) await dataverse.call('POST', 'accounts', { accountid: id, name: 'Order' });

  const { json } = await dataverse.call('GET', "accounts?$select=accountid&$filter=name eq 'Order'");

  expect(json.value.map((row: Json) => row.accountid)).toEqual(made);
});

test('pages follow each other by nextLink until the last', async () => {
  const first = await dataverse.call('GET', 'contacts?$select=firstname', undefined, { prefer: 'odata.maxpagesize=2' });
  const second = await dataverse.call('GET', first.json['@odata.nextLink'], undefined, {
    prefer: 'odata.maxpagesize=2',
  });

  expect(namesOf(first.json)).toHaveLength(2);
  expect([...namesOf(first.json), ...namesOf(second.json)].sort()).toEqual(['Ada', 'Bert', 'Cleo']);
  expect(second.json['@odata.nextLink']).toBeUndefined();
});

describe('pages hold 5,000 rows where nobody says how many', () => {
  beforeAll(() => dataverse.control('seed', { contacts: 0, leads: 10_001, accounts: 0 }));

  test.each([
    ['', [5000, 5000, 1]],
    ['&$orderby=leadid', [5000, 5000, 1]],
    ['&$top=5001', [5000, 1]],
  ])('leads?$select=leadid%s', async (options, expected) => {
    const sizes: number[] = [];
    const ids = new Set<string>();
    for (let path: string | undefined = `leads?$select=leadid${options}`; path !== undefined && sizes.length < 4; ) {
      const { json } = await dataverse.call('GET', path);
      sizes.push(json.value.length);
      for (const { leadid } of json.value) ids.add(leadid);
      path = json['@odata.nextLink'];
    }

    expect(sizes).toEqual(expected);
    expect(ids.size).toBe(expected.reduce((sum, size) => sum + size));
  });
});

test('a sorted query pages too', async () => {
  const first = await dataverse.call('GET', 'contacts?$select=firstname&$orderby=firstname desc', undefined, {
    prefer: 'odata.maxpagesize=2',
  });
  const second = await dataverse.call('GET', first.json['@odata.nextLink'], undefined, {
    prefer: 'odata.maxpagesize=2',
  });

  expect([...namesOf(first.json), ...namesOf(second.json)]).toEqual(['Cleo', 'Bert', 'Ada']);
});

test('an expanded collection has its rows and always a nextLink', async () => {
  const expand = '$expand=smp_contact_consents($select=smp_name;$orderby=smp_name desc)';

  const { json } = await dataverse.call('GET', `contacts?$select=firstname&$orderby=firstname&${expand}`, undefined, {
    'if-none-match': 'null',
  });

  expect(json.value[0].smp_contact_consents.map((row: Json) => row.smp_name)).toEqual(['b', 'a']);
  expect(json.value[1].smp_contact_consents).toEqual([]);
  expect(json.value.map((row: Json) => typeof row['smp_contact_consents@odata.nextLink'])).toEqual([
    'string',
    'string',
    'string',
  ]);
});

test('an expanded collection is paged by maxpagesize, and its nextLink gives the rest', async () => {
  const path = `contacts(${ada})?$select=firstname&$expand=smp_contact_consents($select=smp_name)`;
  const prefer = { prefer: 'odata.maxpagesize=1', 'if-none-match': 'null' };

  const { json } = await dataverse.call('GET', path, undefined, prefer);
  const rest = await dataverse.call('GET', json['smp_contact_consents@odata.nextLink'], undefined, prefer);

  expect(json.smp_contact_consents).toHaveLength(1);
  expect([...json.smp_contact_consents, ...rest.json.value].map((row: Json) => row.smp_name).sort()).toEqual([
    'a',
    'b',
  ]);
});

test('as soon as expands nest, expanded collections are paged', async () => {
  for (let index = 0; index < 51; index += 1) {
    await dataverse.call('POST', consentSet, { smp_name: 'n', 'smp_contactid@odata.bind': `/contacts(${cleo})` });
  }
  const read = async (expand: string) =>
    (await dataverse.call('GET', `contacts(${cleo})?$expand=${expand}`, undefined, { 'if-none-match': 'null' })).json;

  const flat = await read('smp_contact_consents($select=smp_name)');
  const nested = await read('smp_contact_consents($select=smp_name;$expand=smp_contactid($select=firstname))');

  expect(flat.smp_contact_consents).toHaveLength(51);
  expect(nested.smp_contact_consents).toHaveLength(50);
  expect(nested.smp_contact_consents[0].smp_contactid.firstname).toBe('Cleo');
});

test('an expanded collection can be old unless If-None-Match: null asks for a fresh one', async () => {
  const path = `contacts(${bert})?$select=firstname&$expand=smp_contact_consents($select=smp_name)`;
  await dataverse.call('GET', path);
  await dataverse.call('POST', consentSet, { smp_name: 'new', 'smp_contactid@odata.bind': `/contacts(${bert})` });

  const stale = await dataverse.call('GET', path);
  const fresh = await dataverse.call('GET', path, undefined, { 'if-none-match': 'null' });

  expect(stale.json.smp_contact_consents).toHaveLength(0);
  expect(fresh.json.smp_contact_consents).toHaveLength(1);
});

test('a lookup expands to its row, one that is empty to null', async () => {
  const { json } = await dataverse.call(
    'GET',
    'contacts?$select=firstname&$orderby=firstname&$expand=parentcustomerid_account($select=name)',
  );

  expect(json.value[0].parentcustomerid_account).toMatchObject({ accountid: account, name: 'Lantern' });
  expect(json.value[1].parentcustomerid_account).toBeNull();
});

test('annotations come when they are asked for', async () => {
  const path = `contacts(${ada})?$select=_parentcustomerid_value,donotemail,birthdate`;

  const plain = await dataverse.call('GET', path);
  const annotated = await dataverse.call('GET', path, undefined, { prefer: 'odata.include-annotations="*"' });

  expect(Object.keys(plain.json).filter((key) => key.includes('_value@'))).toEqual([]);
  expect(annotated.json).toMatchObject({
    '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
    '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'parentcustomerid_account',
    '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Lantern',
    'donotemail@OData.Community.Display.V1.FormattedValue': 'No',
  });
});

test('rows without privilege are missing from a query and refused when read singly', async () => {
  await dataverse.control('hideRows', { table: 'contact', ids: [bert] });

  const query = await dataverse.call(
    'GET',
    `contacts?$select=firstname&$filter=Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=['${ada}','${bert}'])`,
  );
  const single = await dataverse.call('GET', `contacts(${bert})`);
  await dataverse.control('hideRows', { table: 'contact', ids: [] });

  expect(namesOf(query.json)).toEqual(['Ada']);
  expect(single).toMatchObject({ status: 403, json: { error: { code: '0x80040220' } } });
});

test('counts are numbers', async () => {
  const { text } = await dataverse.call('GET', "contacts/$count?$filter=lastname eq 'Bos'");

  expect(text).toBe('2');
});
