import { bitsOn, fire } from './ask.ts';
import { type House, startHouse } from './house.ts';
import { runInstaller } from './installer.ts';
import { asVersion } from './zips.ts';

/** An organisation with an older version of ours goes to newer ones. Is anybody lost? The tests go on from each other. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-install']);
  await importByHand('assent_core', '0.0.9.0');
  await importByHand('assent_sales', '0.0.9.0');
  await runInstaller(house, ['--repair']);
  // Nothing is given before the platform was read once, which the timer does at its next turn.
  await fire(house, 'feedback');
});
afterAll(() => house.stop());

/** As admins do: steps stay switched off, and the address is set back. */
const importByHand = async (name: 'assent_core' | 'assent_sales', version: string) =>
  house.post(`${house.dataverse}/_control/import`, { zip: await asVersion(name, version), activateSteps: false });

const install = (args: readonly string[] = []) => runInstaller(house, ['--through', 'web-api', '--yes', ...args]);

const lines = (said: string, state: string) => said.split('\n').filter((line) => line.startsWith(`${state} `));

test('N-11: the installer upgrades what is older, and puts right what the import set back, columns of the settings too', async () => {
  const before = await runInstaller(house, ['--check']);
  const [settings] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const document = JSON.parse(String(settings?.assent_document));
  document.tables.contact.fields.push({ column: 'nickname', property: 'profileField1' });
  await house.crm.update('assent_configurations', String(settings?.assent_configurationid), {
    assent_document: JSON.stringify(document),
  });

  const { said, code } = await install();
  const id = await house.crm.create('contacts', { lastname: 'Bijnaam', emailaddress1: 'bijnaam@example.org' });
  await house.quiet();
  await house.crm.update('contacts', id, { nickname: 'Bij' });
  await house.quiet();

  expect(lines(before.said, 'amber')).toEqual([
    expect.stringMatching(/solution assent_core +Version 0\.0\.9\.0; the relay has 0\.1\.0\.$/),
    expect.stringMatching(/solution assent_sales +Version 0\.0\.9\.0; the relay has 0\.1\.0\.$/),
  ]);
  expect(before.said).toContain('-> Run the installer of version 0.1.0: it upgrades the solution.');
  expect(said).toMatch(/^import: assent_core goes from 0\.0\.9\.0 to 0\.1\.0\.0$/m);
  expect(said).toMatch(/^import: assent_sales goes from 0\.0\.9\.0 to 0\.1\.0\.0$/m);
  expect(said).toMatch(/^green: \d+ green, 0 amber, 0 red/m);
  expect(code).toBe(0);
  expect((await house.contact(id))?.properties.profileField1).toBe('Bij');
});

test('N-11: after an upgrade that left the steps off the check is red; a repair mends it, and nothing of the time between is lost', async () => {
  const create = (lastname: string) =>
    house.crm.create('contacts', { lastname, emailaddress1: `${lastname.toLowerCase()}@example.org` });
  const known = await create('Bekend');
  const row = await house.crm.permit('contacts', known, 1);
  await house.quiet();
  expect(await bitsOn(house, known)).toEqual(['1']);

  await importByHand('assent_core', '0.1.1.0');
  await house.crm.update('assent_permissions', row, { assent_granted: false });
  const fresh = await create('Nieuw');
  await house.crm.permit('contacts', fresh, 4);
  await house.quiet();
  const meanwhile = await bitsOn(house, known);
  const red = await runInstaller(house, ['--check', '--wait', '2']);
  const repaired = await runInstaller(house, ['--repair']);
  // What no webhook told the relay it finds in the changes that Dataverse tracks.
  await fire(house, 'reconcile');

  expect(meanwhile).toEqual(['1']);
  expect(lines(red.said, 'red')).toEqual([
    expect.stringMatching(/The webhook posts to https:\/\/set-after-import\.invalid/),
  ]);
  expect(red.code).toBe(1);
  expect(lines(repaired.said, 'red')).toEqual([]);
  expect(await bitsOn(house, known)).toEqual([]);
  expect(await bitsOn(house, fresh)).toEqual(['4']);
});

test('a relay that is older than the solution is amber, and says which version to deploy', async () => {
  const { said, code } = await runInstaller(house, ['--check']);

  expect(lines(said, 'amber')).toEqual([
    expect.stringMatching(/solution assent_core +Version 0\.1\.1\.0; the relay has 0\.1\.0\.$/),
  ]);
  expect(said).toContain('-> Deploy the relay of version 0.1.1.');
  expect(code).toBe(0);
});

test('neither an older version nor one of the other kind is imported over what is there', async () => {
  const older = await install();
  const unmanaged = await install(['--unmanaged']);

  expect(older.said).toContain('assent_core 0.1.1.0 is here, which is newer than 0.1.0.0: take the newer package.');
  expect(unmanaged.said).toContain('assent_core is here as managed: give --managed, or uninstall it first.');
  expect([older.code, unmanaged.code]).toEqual([1, 1]);
});

test('what the installer put beside the solutions it takes away before they are deleted; the forms are as they were', async () => {
  const remove = async (name: string) => {
    const [row] = await house.crm.rows(`solutions?$select=solutionid&$filter=uniquename eq '${name}'`);
    await house.crm.remove('solutions', String(row?.solutionid));
  };

  const { code } = await runInstaller(house, ['--prepare-uninstall']);
  await remove('assent_sales');
  await remove('assent_core');

  expect(code).toBe(0);
  expect(await house.crm.rows("solutions?$select=uniquename&$filter=startswith(uniquename,'assent')")).toEqual([]);
  const forms = await house.crm.rows('systemforms?$select=formxml&$filter=type eq 2');
  expect(forms.map(({ formxml }) => formxml).join()).not.toMatch(/assent/i);
});
