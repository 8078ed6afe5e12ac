import { defaultSettings } from '../../../../functions/src/event/default-settings.ts';
import { steps, watchedColumns } from '../../../../plugin/src/steps.ts';
import { endpointId, stepId } from '../../../../solution/format/step-xml.ts';
import { bringInLine } from '../../../../solution/install/part.ts';
import { applicationUserPart } from '../../../../solution/install/parts/application-user.ts';
import { endpointPart } from '../../../../solution/install/parts/endpoint.ts';
import { formsPart } from '../../../../solution/install/parts/forms.ts';
import { settingsPart } from '../../../../solution/install/parts/settings.ts';
import { stepsPart } from '../../../../solution/install/parts/steps.ts';
import { prepareUninstall } from '../../../../solution/install/prepare-uninstall.ts';
import { fakeApi } from './fake-api.ts';

const document = (text: string) => ({ assent_configurations: [{ assent_document: text }] });
const clientId = '11111111-2222-4333-8444-555555555555';

/** Rows of the steps of core as they have to be, changed by `change`. */
function stepRows(change: (name: string) => Readonly<Record<string, unknown>> = () => ({})) {
  return steps
    .filter(({ solution }) => solution === 'core')
    .map((step) => ({
      sdkmessageprocessingstepid: stepId(step),
      statecode: 0,
      filteringattributes: step.filteringColumns.join(','),
      sdkmessageid: { name: step.message },
      sdkmessagefilterid: { primaryobjecttypecode: step.table },
      ...change(`${step.message} of ${step.table}`),
    }));
}

const syncRecord = {
  sdkmessageprocessingstepid: 'sync',
  statecode: 0,
  sdkmessageid: { name: 'assent_SyncRecord' },
  sdkmessagefilterid: null,
};

const columns = [
  ...new Set([...watchedColumns(defaultSettings, 'contact'), ...watchedColumns(defaultSettings, 'account')]),
];

function organisation(rows: readonly unknown[], over: Readonly<Record<string, unknown>> = {}) {
  return fakeApi({
    'solutions?': [{ uniquename: 'assent_core' }],
    ...document(JSON.stringify(defaultSettings)),
    'EntityDefinitions(': columns.map((LogicalName) => ({ LogicalName })),
    'sdkmessageprocessingsteps?': rows,
    'sdkmessages?': [{ sdkmessageid: 'message' }],
    'sdkmessagefilters?': [{ sdkmessagefilterid: 'filter' }],
    ...over,
  });
}

test('steps that are right are left alone; those of a solution that is not here are not missed', async () => {
  const { api, written } = organisation([...stepRows(), syncRecord]);

  await bringInLine([stepsPart(api)], () => undefined);

  expect(written).toEqual([]);
});

test('a step that is off is switched on, and hears the mapped columns from the first moment', async () => {
  const off = (name: string) => (name === 'Update of contact' ? { statecode: 1, filteringattributes: 'fax' } : {});
  const { api, written } = organisation([...stepRows(off), syncRecord]);

  await bringInLine([stepsPart(api)], () => undefined);

  expect(written).toEqual([
    [
      'PATCH',
      expect.stringContaining('sdkmessageprocessingsteps('),
      { statecode: 0, statuscode: 1, filteringattributes: watchedColumns(defaultSettings, 'contact').join(',') },
    ],
  ]);
});

test('a column that is mapped and not in the table is left out of the filter: Dataverse would refuse it', async () => {
  const settings = structuredClone(defaultSettings) as { tables: { contact: { fields: object[] } } };
  settings.tables.contact.fields.push({ column: 'contoso_gone', property: 'profileField1' });
  const { api, written } = organisation([...stepRows(), syncRecord], document(JSON.stringify(settings)));

  await bringInLine([stepsPart(api)], () => undefined);

  expect(written).toEqual([]);
});

test('a step that is missing is registered with the id of the solution, the one of the Custom API synchronously', async () => {
  const { api, written } = organisation(
    stepRows().filter(
      ({ sdkmessageid: { name }, sdkmessagefilterid: { primaryobjecttypecode } }) =>
        `${name} ${primaryobjecttypecode}` !== 'Delete assent_permission',
    ),
  );

  await bringInLine([stepsPart(api)], () => undefined);

  const [permission, image, sync] = written;
  const step = steps.find(({ table, message }) => table === 'assent_permission' && message === 'Delete');
  expect(permission?.[2]).toMatchObject({
    sdkmessageprocessingstepid: step && stepId(step),
    mode: 1,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpointId})`,
    'sdkmessagefilterid@odata.bind': '/sdkmessagefilters(filter)',
  });
  expect(image?.[2]).toMatchObject({ entityalias: 'before', imagetype: 0 });
  expect(sync?.[2]).toMatchObject({ name: 'Assent: assent_SyncRecord', mode: 0 });
  expect(sync?.[2]).not.toHaveProperty('sdkmessagefilterid@odata.bind');
});

test('of a step that is there twice the one of the solution stays on', async () => {
  const byHand = { ...stepRows()[0], sdkmessageprocessingstepid: 'by-hand' };
  const { api, written } = organisation([byHand, ...stepRows(), syncRecord]);

  await bringInLine([stepsPart(api)], () => undefined);

  expect(written).toEqual([['PATCH', 'sdkmessageprocessingsteps(by-hand)', { statecode: 1, statuscode: 2 }]]);
});

test('the webhook gets address and key; what is said holds no key', async () => {
  const { api, written } = fakeApi({ 'serviceendpoints(': { url: 'https://set-after-import.invalid' } });
  const said: string[] = [];

  await bringInLine([endpointPart(api, { webhook: 'https://app/api', key: 'very secret' })], (line) => said.push(line));

  expect(written).toEqual([
    ['PATCH', `serviceendpoints(${endpointId})`, { url: 'https://app/api', authvalue: 'very secret' }],
  ]);
  expect(said.join()).toContain('https://app/api');
  expect(said.join()).not.toContain('very secret');
});

test('without the solution the webhook is not there, and that is said', async () => {
  const { api } = fakeApi({});

  await expect(bringInLine([endpointPart(api, { webhook: 'w', key: 'k' })], () => undefined)).rejects.toThrow(
    /import the solution assent_core first/,
  );
});

test('settings are made where there are none, and left alone where there are some, also broken ones', async () => {
  const none = fakeApi({});
  const some = fakeApi(document(JSON.stringify(defaultSettings)));
  const broken = fakeApi(document('{"version":2}'));
  const said: string[] = [];

  for (const { api } of [none, some, broken]) await bringInLine([settingsPart(api)], (line) => said.push(line));

  expect(none.written).toMatchObject([['POST', 'assent_configurations', { assent_name: 'settings' }]]);
  expect([some.written, broken.written]).toEqual([[], []]);
  expect(said).toContainEqual(expect.stringMatching(/^settings: version: .* \(this needs a person\)$/));
});

describe('the application user', () => {
  const user = { systemuserid: 'user', _businessunitid_value: 'unit' };
  const roles = { 'roles?': [{ roleid: 'role' }] };

  test('is made where it is missing, in the root business unit, and gets its role', async () => {
    let made = false;
    const { api, written } = fakeApi({
      ...roles,
      'systemusers?': () => (made ? [user] : []),
      'businessunits?': [{ businessunitid: 'unit' }],
      'POST systemusers': () => {
        made = true;
      },
    });

    await bringInLine([applicationUserPart(api, clientId)], () => undefined);

    expect(written).toMatchObject([
      ['POST', 'systemusers', { applicationid: clientId, 'businessunitid@odata.bind': '/businessunits(unit)' }],
      [
        'POST',
        'systemusers(user)/systemuserroles_association/$ref',
        { '@odata.id': expect.stringMatching(/roles\(role\)$/) },
      ],
    ]);
  });

  test('that has its role is left alone, and so is everything where no client id is given', async () => {
    const has = fakeApi({ ...roles, 'systemusers?': [user], 'systemusers(user)/': [{ roleid: 'role' }] });
    const none = fakeApi({});

    await bringInLine([applicationUserPart(has.api, clientId)], () => undefined);
    await bringInLine([applicationUserPart(none.api, undefined)], () => undefined);

    expect([has.written, none.written]).toEqual([[], []]);
  });
});

describe('forms', () => {
  const form = { formid: 'form', name: 'Contact', formxml: '<form><tabs/></form>' };
  const here = {
    "webresourceset?$select=name&$filter=name eq 'assent_/forms/contact.js'": [{ name: 'script' }],
    "systemforms?$select=formid,name,formxml&$filter=objecttypecode eq 'contact'": [form],
  };

  test('get our tab and script where the solution brings it, and are published', async () => {
    const { api, written } = fakeApi(here);

    await bringInLine([formsPart(api)], () => undefined);

    expect(written).toMatchObject([
      [
        'PATCH',
        'systemforms(form)',
        {
          formxml: expect.stringMatching(/<tabs>\s*<tab name="assent_marketing"[\s\S]*Assent\.forms\.contact\.onLoad/),
        },
      ],
      ['POST', 'PublishXml', { ParameterXml: expect.stringContaining('<entity>contact</entity>') }],
    ]);
  });

  test('lose both, and the step of the Custom API goes, before an uninstall; other steps and all rows stay', async () => {
    const first = fakeApi(here);
    await bringInLine([formsPart(first.api)], () => undefined);
    const formxml = first.written[0]?.[2]?.formxml;
    const { api, written } = fakeApi({
      "systemforms?$select=formid,name,formxml&$filter=objecttypecode eq 'contact'": [{ ...form, formxml }],
      'sdkmessageprocessingsteps(': { name: 'Assent: assent_SyncRecord' },
    });

    await prepareUninstall(api, () => undefined);

    expect(written).toMatchObject([
      ['PATCH', 'systemforms(form)', { formxml: expect.not.stringMatching(/assent/i) }],
      ['POST', 'PublishXml', {}],
      ['DELETE', expect.stringMatching(/^sdkmessageprocessingsteps\(/)],
    ]);
  });
});
