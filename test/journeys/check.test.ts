import { type CheckResult, checkResult } from '../../functions/src/event/check-result.ts';
import { carryOut, endFaults } from './ask.ts';
import { type House, startHouse } from './house.ts';
import { runInstaller } from './installer.ts';
import { customColumnZip } from './zips.ts';

/** Does the product notice by itself that something it rests on is not as it has to be, and say what to do? */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());
afterEach(() => endFaults(house));

async function check(): Promise<CheckResult> {
  const { status, result } = await carryOut(house, 'check');
  expect(status).toBe('done');
  return checkResult.parse(result);
}

/** The lines that are not green, as `state check: message`. */
async function findings(): Promise<readonly string[]> {
  const { lines } = await check();
  return lines.filter(({ state }) => state !== 'green').map((line) => `${line.state} ${line.check}: ${line.message}`);
}

async function stepId(table: string, message: string): Promise<string> {
  const rows = await house.crm.rows('sdkmessageprocessingsteps?$select=name');
  const step = rows.find(({ name }) => name === `Assent: ${message} of ${table}`);
  return String(step?.sdkmessageprocessingstepid);
}

test('N-11: a house that is right is green in every line: version, steps, key, clock, queues, properties, subscriptions', async () => {
  const { lines, state, version } = await check();

  expect(lines.filter((line) => line.state !== 'green')).toEqual([]);
  expect(state).toBe('green');
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(lines.map((line) => line.check)).toEqual(
    expect.arrayContaining([
      'organisation',
      'dataverse',
      'solution assent_core',
      'solution assent_sales',
      'webhook',
      'steps of contact',
      'steps of assent_SyncRecord',
      'application user',
      'privileges',
      'change tracking',
      'settings',
      'columns of contact',
      'platform',
      'properties',
      'subscriptions',
      'clock',
      'queues',
    ]),
  );
});

test('N-11 P-14: the installer shows the same, as a table, and ends with 0', async () => {
  const { code, said } = await runInstaller(house, ['--check']);

  expect(said).toMatch(/^green {2}steps of contact +6 registered once and switched on\.$/m);
  expect(said).toMatch(/^green: \d+ green, 0 amber, 0 red; relay \d/m);
  expect(code).toBe(0);
});

test('N-11 P-14: a step that is off, one that is there twice and one that hears too little are named, and repaired on order', async () => {
  const update = await stepId('contact', 'Update');
  const [row] = await house.crm.rows(
    `sdkmessageprocessingsteps?$select=_eventhandler_value,_sdkmessageid_value,_sdkmessagefilterid_value&$filter=sdkmessageprocessingstepid eq ${await stepId('account', 'Create')}`,
  );
  await house.crm.update('sdkmessageprocessingsteps', await stepId('contact', 'Delete'), {
    statecode: 1,
    statuscode: 2,
  });
  await house.crm.update('sdkmessageprocessingsteps', update, { filteringattributes: 'firstname,lastname' });
  await house.crm.remove('sdkmessageprocessingsteps', await stepId('assent_permission', 'Delete'));
  await house.crm.create('sdkmessageprocessingsteps', {
    name: 'By hand',
    stage: 40,
    mode: 1,
    rank: 1,
    'sdkmessageid@odata.bind': `/sdkmessages(${row?._sdkmessageid_value})`,
    'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${row?._sdkmessagefilterid_value})`,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${row?._eventhandler_value})`,
  });

  const broken = await findings();
  const checked = await runInstaller(house, ['--check']);
  const repaired = await runInstaller(house, ['--repair']);

  expect(broken).toEqual([
    expect.stringMatching(
      /^red steps of contact: Update of contact does not listen to .*emailaddress1.*; Delete of contact is switched off\.$/,
    ),
    'amber steps of account: Create of account is registered 2 times.',
    'red steps of assent_permission: Delete of assent_permission is not registered.',
  ]);
  expect(checked.said).toContain('-> Run the installer with --repair.');
  expect(checked.code).toBe(1);
  expect(repaired.code).toBe(0);
  expect(await findings()).toEqual([]);
  const [image] = await house.crm.rows(
    `sdkmessageprocessingstepimages?$select=entityalias&$filter=_sdkmessageprocessingstepid_value eq ${await stepId('assent_permission', 'Delete')}`,
  );
  expect(image?.entityalias).toBe('before');
});

test('N-11: a column that was mapped past the console is not heard, which is red until a repair', async () => {
  const [row] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const document = JSON.parse(String(row?.assent_document));
  document.tables.contact.fields.push({ column: 'nickname', property: 'profileField1' });
  await house.crm.update('assent_configurations', String(row?.assent_configurationid), {
    assent_document: JSON.stringify(document),
  });
  await house.quiet();

  const before = await findings();
  await runInstaller(house, ['--repair', '--no-check']);

  expect(before).toEqual(['red steps of contact: Update of contact does not listen to nickname.']);
  expect(await findings()).toEqual([]);
});

test('N-11: a column that the relay may not see, or that is gone, is named; red where it decides who is mailed', async () => {
  await house.crm.create('contacts', { lastname: 'Ziet', emailaddress1: 'ziet@example.org', firstname: 'Zij' });
  const secure = (columns: readonly string[]) =>
    house.post(`${house.dataverse}/_control/secureColumns`, { table: 'contact', columns });
  await secure(['firstname']);
  const describing = await findings();
  await secure(['donotbulkemail']);
  const deciding = await findings();
  await secure([]);
  await house.post(`${house.dataverse}/_control/columns`, { table: 'account', drop: ['address1_city'] });
  const gone = await findings();
  await house.post(`${house.dataverse}/_control/columns`, { table: 'account', drop: [] });

  expect(describing).toEqual(['amber columns of contact: firstname is secured, and the relay sees nothing in it.']);
  expect(deciding).toEqual(['red columns of contact: donotbulkemail is secured, and the relay sees nothing in it.']);
  expect(gone).toEqual(['amber columns of account: address1_city is mapped and not in the table.']);
});

test('N-11: clocks that differ by more than two minutes are amber, by more than five red', async () => {
  const body = JSON.stringify(await house.crm.read('WhoAmI'));
  const offBy = async (seconds: number) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    const headers = { 'content-type': 'application/json', date };
    const match = { pathPattern: 'WhoAmI$' };
    await house.post(`${house.dataverse}/_control/faults`, { match, status: 200, body, headers, count: 100 });
    const found = await findings();
    await endFaults(house);
    return found;
  };

  expect(await offBy(-180)).toEqual([expect.stringMatching(/^amber clock: .* differ by 1[789]\d s\.$/)]);
  expect(await offBy(360)).toEqual([expect.stringMatching(/^red clock: .* differ by 3[56]\d s\.$/)]);
});

test('N-11: a subscription that only one side has is named; a repair brings what the platform has', async () => {
  const [events] = await house.crm.rows("assent_subscriptions?$filter=assent_externalid eq '2'");
  await house.crm.remove('assent_subscriptions', String(events?.assent_subscriptionid));
  const extra = await house.crm.create('assent_subscriptions', { assent_name: 'Old', assent_externalid: '512' });

  const before = await findings();
  await runInstaller(house, ['--repair', '--no-check']);
  await house.quiet();
  const after = await findings();
  await house.crm.remove('assent_subscriptions', extra);

  expect(before).toEqual([
    'amber subscriptions: 2 (Events) is not in the CRM; 512 is not on the platform: nobody is mailed for it.',
  ]);
  expect(after).toEqual(['amber subscriptions: 512 is not on the platform: nobody is mailed for it.']);
});

test('N-11: a property that is mapped and that the platform does not have is named', async () => {
  await house.post(`${house.spotler}/_control/properties`, { remove: ['birthday'] });
  const found = await findings();
  await house.post(`${house.spotler}/_control/properties`, { remove: [] });

  expect(found).toEqual(['amber properties: The platform has no birthday.']);
});

test('EE-1: credentials that the platform refuses are named as the settings they are', async () => {
  await house.post(`${house.spotler}/_control/faults`, {
    match: { pathPattern: 'properties/list' },
    status: 401,
    count: 9,
  });

  expect(await findings()).toEqual([
    'red platform: It could not be asked: SPOTLER_KEY or SPOTLER_SECRET: the platform refuses them (401).',
  ]);
});

test('EE-2: a Dataverse that is too old is red, and the oldest one is stated', async () => {
  const body = JSON.stringify({ Version: '9.1.0.4567' });
  const headers = { 'content-type': 'application/json' };
  const match = { pathPattern: 'RetrieveVersion' };
  await house.post(`${house.dataverse}/_control/faults`, { match, status: 200, body, headers });

  expect(await findings()).toEqual(['red dataverse: Dataverse 9.1.0.4567; the oldest that Assent works with is 9.2.']);
});

test("EE-2: an organisation's own consent column that nobody mapped is pointed out, and grants nothing", async () => {
  const zip = await customColumnZip('contoso_nieuwsbrief');
  await house.post(`${house.dataverse}/_control/import`, { zip, activateSteps: false });
  const id = await house.crm.create('contacts', {
    lastname: 'Eigen',
    emailaddress1: 'eigen@example.org',
    contoso_nieuwsbrief: true,
  });
  await house.quiet();

  expect(await findings()).toEqual([
    'amber consent of contact: These columns look like consent and are not mapped: contoso_nieuwsbrief.',
  ]);
  expect(Object.values((await house.contact(id))?.permissions ?? {})).not.toContain(true);
});

describe('an order that is not answered', () => {
  const quickly = ['--check', '--wait', '3'];

  test('EE-1: a wrong key is named, and a repair sets the right one', async () => {
    const wrong = await runInstaller(house, ['--repair', '--wait', '3'], {
      WEBHOOK_KEY: 'a wrong key, but long enough',
    });
    const right = await runInstaller(house, ['--repair']);

    expect(wrong.said).toMatch(/^red +endpoint +\S+ refuses the key in WEBHOOK_KEY\.$/m);
    expect(wrong.code).toBe(1);
    expect(right.code).toBe(0);
  });

  test('EE-1: an address where nobody answers is named', async () => {
    const nowhere = await runInstaller(house, [
      '--repair',
      '--wait',
      '3',
      '--webhook',
      'http://localhost:9/api/dataverse',
    ]);
    const other = await runInstaller(house, quickly);
    await runInstaller(house, ['--repair', '--no-check']);

    expect(nowhere.said).toMatch(/^red +endpoint +http:\/\/localhost:9\/api\/dataverse does not answer\.$/m);
    expect(other.said).toMatch(/^red +endpoint +The webhook posts to http:\/\/localhost:9\S+, not to \S+\.$/m);
  });

  test('N-11: the step of orders that is off is named', async () => {
    await house.crm.update('sdkmessageprocessingsteps', await stepId('assent_job', 'Create'), {
      statecode: 1,
      statuscode: 2,
    });
    const { said } = await runInstaller(house, quickly);
    await runInstaller(house, ['--repair', '--no-check']);

    expect(said).toMatch(/^red +endpoint +The step that tells the relay of orders is switched off or gone\.$/m);
  });

  test('N-7: a copied organisation is recognised: its events are refused, and its admin is told', async () => {
    const id = await house.crm.create('contacts', { lastname: 'Kopie', emailaddress1: 'kopie@example.org' });
    await house.quiet();
    await house.post(`${house.dataverse}/_control/copy`, {});
    await house.crm.permit('contacts', id, 1);
    await house.quiet();

    const { code, said } = await runInstaller(house, quickly);

    expect(Object.values((await house.contact(id))?.permissions ?? {})).not.toContain(true);
    expect(said).toMatch(/^red +endpoint +\S+ serves another organisation: this environment is a copy/m);
    expect(said).toContain('a copy must not mail');
    expect(code).toBe(1);
  });
});
