import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bitsOn, fire } from './ask.ts';
import { type House, startHouse } from './house.ts';
import { runInstaller } from './installer.ts';

/** From an organisation without anything of ours, and without Sales, to a contact that is mailed. The tests go on from each other. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-install', '--bare']);
});
afterAll(() => house.stop());

const install = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  runInstaller(house, ['--through', 'web-api', '--yes', ...args], env);

const solutions = async () =>
  (await house.crm.rows('solutions?$select=uniquename')).map(({ uniquename }) => uniquename);

const refusals: readonly (readonly [
  what: string,
  args: readonly string[],
  env: Record<string, string>,
  says: RegExp,
])[] = [
  ['no client secret', [], { DATAVERSE_CLIENT_SECRET: '' }, /^DATAVERSE_CLIENT_SECRET: set it in the environment\.$/m],
  ['no webhook key', [], { WEBHOOK_KEY: '' }, /^WEBHOOK_KEY: set it in the environment\.$/m],
  [
    'a wrong client secret',
    [],
    { DATAVERSE_CLIENT_SECRET: 'wrong' },
    /^Signing in at \S+: 401\. Check DATAVERSE_CLIENT_ID and DATAVERSE_CLIENT_SECRET\.$/m,
  ],
  [
    'an address that nobody has',
    ['--environment', 'http://localhost:9'],
    {},
    /^http:\/\/localhost:9: no answer\. Check the address/m,
  ],
];

test.each(refusals)('EE-1: with %s nothing is imported, and it is named', async (_, args, env, says) => {
  const { code, said } = await install(args, env);

  expect(said).toMatch(says);
  expect(code).toBe(1);
  expect(await solutions()).toEqual([]);
});

test('a repair before there is a solution says what to do first', async () => {
  const { code, said } = await install(['--repair']);

  expect(said).toMatch(/import the solution assent_core first/);
  expect(code).toBe(1);
});

test('nothing is imported unasked: where nobody can answer, --yes is wanted', async () => {
  const { code, said } = await runInstaller(house, ['--through', 'web-api']);

  expect(said).toContain('Nothing was imported. Where nobody can answer, give --yes.');
  expect(code).toBe(1);
  expect(await solutions()).toEqual([]);
});

test('EE-1: the address of the organisation, the one of the relay and its key are all that an installation needs', async () => {
  const { code, said } = await install();

  expect(said).toMatch(/^import: assent_core \S+ is installed$/m);
  expect(said).toMatch(/^green: \d+ green, 0 amber, 0 red/m);
  expect(code).toBe(0);
  expect(await solutions()).toEqual(['assent_core']);
});

test('the solution for Sales is refused where there is no Sales, naming what is missing, and nothing is changed', async () => {
  const zip = await readFile(join(import.meta.dirname, '..', '..', 'solution', 'dist', 'assent_sales_managed.zip'));

  const importing = house.crm.action('ImportSolution', { CustomizationFile: zip.toString('base64') });

  await expect(importing).rejects.toThrow(/lead.*msdynce_LeadManagement/);
  expect(await solutions()).toEqual(['assent_core']);
});

test('N-13: what was installed works, with every address on this machine: a save arrives, a tick is a permission', async () => {
  const addresses = [house.functions, house.dataverse, house.spotler, house.webhook, house.dataverseAuth.tokenUrl];
  expect(addresses.map((address) => new URL(address).hostname)).toEqual(addresses.map(() => 'localhost'));

  const id = await house.crm.create('contacts', { lastname: 'Eerste', emailaddress1: 'eerste@example.org' });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();

  expect((await house.contact(id))?.properties).toMatchObject({ lastName: 'Eerste', email: 'eerste@example.org' });
  // A minute later at the latest: nothing is given before the platform's own opt-outs were read once.
  await fire(house, 'feedback');
  expect(await bitsOn(house, id)).toEqual(['1']);
});

test('SA-21: the main forms have the tab Marketing behind their own tabs, and our script once', async () => {
  await install(['--repair', '--no-check']);
  const forms = await house.crm.rows(
    'systemforms?$select=formxml,objecttypecode&$filter=type eq 2 and formactivationstate eq 1',
  );

  for (const table of ['contact', 'account']) {
    const formXml = String(forms.find(({ objecttypecode }) => objecttypecode === table)?.formxml);
    expect(formXml.match(/<tab\b[^>]*>/g)?.at(-1)).toContain('name="assent_marketing"');
    expect(formXml.match(/<tab\b/g)?.length).toBeGreaterThan(1);
    expect(formXml.match(new RegExp(`Assent\\.forms\\.${table}\\.onLoad`, 'g'))).toHaveLength(1);
    expect(formXml.match(new RegExp(`<Library name="assent_/forms/${table}\\.js"`, 'g'))).toHaveLength(1);
  }
});

test('doing it again changes nothing: no second step, no second document, an edited document stays', async () => {
  const [document] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const edited = `${document?.assent_document} `;
  await house.crm.update('assent_configurations', String(document?.assent_configurationid), {
    assent_document: edited,
  });
  const count = async () =>
    Promise.all(
      ['sdkmessageprocessingsteps', 'serviceendpoints', 'assent_configurations', 'assent_subscriptions'].map(
        async (set) => (await house.crm.rows(`${set}?$select=createdon`)).length,
      ),
    );
  const before = await count();

  const { code, said } = await install();
  await house.quiet();

  expect(said).toMatch(/^import: assent_core \S+ is here already$/m);
  expect(said.split('\n').filter((line) => /^(steps|settings|forms|user):/.test(line))).toEqual([]);
  expect(code).toBe(0);
  expect(await count()).toEqual(before);
  const [after] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  expect(after?.assent_document).toBe(edited);
});

test('before an uninstall the step of the Custom API goes; a repair brings it back', async () => {
  const steps = async () =>
    (await house.crm.rows('sdkmessageprocessingsteps?$select=name'))
      .map(({ name }) => name)
      .filter((name) => /SyncRecord/.test(String(name)));

  const { code } = await install(['--prepare-uninstall']);
  const without = await steps();
  await install(['--repair', '--no-check']);

  expect(code).toBe(0);
  expect(without).toEqual([]);
  expect(await steps()).toHaveLength(1);
});

describe('the relay with the rights of its role and no more', () => {
  const admin = { clientId: '0a0a0a0a-1111-4222-8333-444444444444', clientSecret: 'of the administrator' };
  const asAdmin = { DATAVERSE_CLIENT_ID: admin.clientId, DATAVERSE_CLIENT_SECRET: admin.clientSecret };
  const relay = () => ['--client-id', house.dataverseAuth.clientId];
  /** As a person at the page of Dynamics. */
  const save = async (set: string, columns: Record<string, unknown>) => {
    const answer = await fetch(`${house.dataverse}/api/data/v9.2/${set}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-assent-page': '1', prefer: 'return=representation' },
      body: JSON.stringify(columns),
    });
    return (await answer.json()) as Record<string, string>;
  };

  beforeAll(async () => {
    await house.post(`${house.dataverse}/_control/clients`, admin);
    const [unit] = await house.crm.rows('businessunits?$select=businessunitid');
    const user = await house.crm.create('systemusers', {
      applicationid: admin.clientId,
      lastname: 'Administrator',
      'businessunitid@odata.bind': `/businessunits(${unit?.businessunitid})`,
    });
    const [role] = await house.crm.rows("roles?$select=roleid&$filter=name eq 'System Administrator'");
    await house.crm.action(`systemusers(${user})/systemuserroles_association/$ref`, {
      '@odata.id': `${house.dataverse}/api/data/v9.2/roles(${role?.roleid})`,
    });
  });

  test('EE-1 N-11: is given its role by the installer, and the check is green with nothing else', async () => {
    const { said, code } = await install(['--repair', ...relay()], asAdmin);
    const again = await install(['--repair', '--no-check', ...relay()], asAdmin);

    expect(said).toMatch(/^application user: the role Assent Service is given$/m);
    expect(said.split('\n').filter((line) => /^ *(red|amber|->) /.test(line))).toEqual([]);
    expect(code).toBe(0);
    expect(again.said).not.toContain('application user');
    await expect(house.crm.create('contacts', { lastname: 'Mag niet' })).rejects.toThrow(/403/);
  });

  test('keeps contacts in step', async () => {
    const { contactid } = await save('contacts', { lastname: 'Rol', emailaddress1: 'rol@example.org' });
    const [subscription] = await house.crm.rows("assent_subscriptions?$filter=assent_externalid eq '2'");
    await save('assent_permissions', {
      'assent_contactid@odata.bind': `/contacts(${contactid})`,
      'assent_subscriptionid@odata.bind': `/assent_subscriptions(${subscription?.assent_subscriptionid})`,
      assent_channel: 1,
      assent_granted: true,
    });
    await house.quiet();

    expect(await bitsOn(house, String(contactid))).toEqual(['2']);
  });

  test('N-11: a role that was taken away from it is named', async () => {
    const [user] = await house.crm.rows(
      `systemusers?$select=systemuserid&$filter=applicationid eq ${house.dataverseAuth.clientId}`,
    );
    const path = `systemusers(${user?.systemuserid})/systemuserroles_association`;
    const [role] = await house.crm.rows(`${path}?$select=roleid`);
    const [poor] = await house.crm.rows("roles?$select=roleid&$filter=name eq 'Assent User'");
    const page = { 'content-type': 'application/json', 'x-assent-page': '1' };
    const api = `${house.dataverse}/api/data/v9.2`;
    const body = JSON.stringify({ '@odata.id': `${api}/roles(${poor?.roleid})` });
    await fetch(`${api}/${path}/$ref`, { method: 'POST', headers: page, body });
    await fetch(`${api}/${path}(${role?.roleid})/$ref`, { method: 'DELETE', headers: page });

    const broken = await install(['--check', '--wait', '4'], asAdmin);
    const repaired = await install(['--repair', ...relay()], asAdmin);

    expect(broken.code).toBe(1);
    expect(broken.said).toMatch(/^red /m);
    expect(repaired.said).toMatch(/^application user: the role Assent Service is given$/m);
    expect(repaired.code).toBe(0);
  });
});
