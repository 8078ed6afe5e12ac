import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
const account = newId();

beforeAll(async () => {
  dataverse = await openDataverse();
  await dataverse.call('POST', 'accounts', { accountid: account, name: 'Lantern', accountcategorycode: 1 });
  for (const [firstname, jobtitle] of [
    ['Ada', 'Baker'],
    ['Bert', 'Smith'],
    ['Cleo', null],
  ]) {
    const bind = firstname === 'Ada' ? { 'parentcustomerid_account@odata.bind': `/accounts(${account})` } : {};
    await dataverse.call('POST', 'contacts', { firstname, lastname: 'Vos', jobtitle, ...bind });
  }
});
afterAll(() => dataverse.stop());

const fetchRows = async (xml: string, headers: Record<string, string> = {}) =>
  dataverse.call('GET', `contacts?fetchXml=${encodeURIComponent(xml)}`, undefined, headers);
const entity = (inner: string, attributes = '') =>
  `<fetch ${attributes}><entity name="contact"><attribute name="firstname" />${inner}</entity></fetch>`;

for (const [condition, names] of [
  ['<condition attribute="firstname" operator="eq" value="ada" />', ['Ada']],
  ['<condition attribute="firstname" operator="ne" value="Ada" />', ['Bert', 'Cleo']],
  ['<condition attribute="firstname" operator="like" value="%e%" />', ['Bert', 'Cleo']],
  ['<condition attribute="firstname" operator="not-begin-with" value="A" />', ['Bert', 'Cleo']],
  ['<condition attribute="firstname" operator="in"><value>Ada</value><value>Cleo</value></condition>', ['Ada', 'Cleo']],
  ['<condition attribute="jobtitle" operator="null" />', ['Cleo']],
  ['<condition attribute="jobtitle" operator="not-null" />', ['Ada', 'Bert']],
  [`<condition attribute="parentcustomerid" operator="eq" value="${account}" />`, ['Ada']],
  ['<condition attribute="createdon" operator="today" />', ['Ada', 'Bert', 'Cleo']],
  ['<condition attribute="createdon" operator="olderthan-x-hours" value="1" />', []],
  ['<condition attribute="ownerid" operator="eq-userid" />', ['Ada', 'Bert', 'Cleo']],
  [
    '<filter type="or"><condition attribute="firstname" operator="eq" value="Bert" /><condition attribute="jobtitle" operator="eq" value="Baker" /></filter>',
    ['Ada', 'Bert'],
  ],
] as const) {
  test(`${condition} finds ${names.join(', ') || 'nobody'}`, async () => {
    const { json } = await fetchRows(entity(`<filter>${condition}</filter><order attribute="firstname" />`));

    expect(json.value.map((row: Json) => row.firstname)).toEqual(names);
  });
}

test('a linked table gives its columns under its alias; an inner link drops rows without one', async () => {
  const link = (type: string) =>
    `<link-entity name="account" from="accountid" to="parentcustomerid" alias="a" link-type="${type}"><attribute name="name" /><attribute name="accountcategorycode" /></link-entity>`;

  const outer = await fetchRows(entity(`${link('outer')}<order attribute="firstname" />`), {
    prefer: 'odata.include-annotations="*"',
  });
  const inner = await fetchRows(entity(link('inner')));

  expect(outer.json.value[0]).toMatchObject({
    'a.name': 'Lantern',
    'a.accountcategorycode@OData.Community.Display.V1.FormattedValue': 'Preferred Customer',
  });
  expect(outer.json.value).toHaveLength(3);
  expect(inner.json.value).toHaveLength(1);
});

test('conditions may be about a linked table', async () => {
  const xml = entity(
    '<filter><condition entityname="a" attribute="name" operator="eq" value="Lantern" /></filter><link-entity name="account" from="accountid" to="parentcustomerid" alias="a" link-type="outer" />',
  );

  expect((await fetchRows(xml)).json.value).toHaveLength(1);
});

test('pages and totals are told in annotations', async () => {
  const { json } = await fetchRows(
    entity('<order attribute="firstname" />', 'count="2" page="2" returntotalrecordcount="true"'),
    { prefer: 'odata.include-annotations="*"' },
  );

  expect(json.value.map((row: Json) => row.firstname)).toEqual(['Cleo']);
  expect(json).toMatchObject({
    '@Microsoft.Dynamics.CRM.totalrecordcount': 3,
    '@Microsoft.Dynamics.CRM.morerecords': false,
  });
});

test('what cannot be read answers 400, aggregates 501', async () => {
  expect((await fetchRows('<fetch>')).status).toBe(400);
  expect((await fetchRows('<fetch aggregate="true"><entity name="contact" /></fetch>')).status).toBe(501);
});
