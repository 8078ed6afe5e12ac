import { bitsOn } from './ask.ts';
import { type House, startHouse } from './house.ts';
import { runInstaller } from './installer.ts';
import { asVersion } from './zips.ts';

/** A newer version is imported by hand, as admins do, with steps switched off and the address set back. Is anybody lost? */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const importByHand = async (name: 'assent_core' | 'assent_sales', version: string) =>
  house.post(`${house.dataverse}/_control/import`, { zip: await asVersion(name, version), activateSteps: false });

const lines = (said: string, state: string) => said.split('\n').filter((line) => line.startsWith(`${state} `));

/** What the relay missed: by reconcile; where that does not look yet, by the button Sync now. */
async function catchUp(ids: readonly string[]): Promise<void> {
  const looks = async () => (await Promise.all(ids.map((id) => house.events(id)))).flat().length;
  const before = await looks();
  await fetch(`${house.functions}/admin/functions/reconcile`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"input":""}',
  });
  await house.quiet();
  if ((await looks()) === before) await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: ids });
  await house.quiet();
}

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
  await catchUp([known, fresh]);

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

test('an older solution is not imported over a newer one', async () => {
  const { said, code } = await runInstaller(house, ['--unmanaged', '--through', 'web-api', '--yes']);

  expect(said).toContain('assent_core 0.1.1.0 is here, which is newer than 0.1.0.0: take the newer package.');
  expect(code).toBe(1);
});

test('a managed solution is not imported over an unmanaged one', async () => {
  const { said, code } = await runInstaller(house, ['--through', 'web-api', '--yes']);

  expect(said).toContain('assent_core is here as unmanaged: give --unmanaged, or uninstall it first.');
  expect(code).toBe(1);
});

test('the installer takes an older one to its own version and puts right what the import set back, columns of the settings too', async () => {
  await importByHand('assent_core', '0.0.9.0');
  await importByHand('assent_sales', '0.0.9.0');
  const [settings] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const document = JSON.parse(String(settings?.assent_document));
  document.tables.contact.fields.push({ column: 'nickname', property: 'profileField1' });
  await house.crm.update('assent_configurations', String(settings?.assent_configurationid), {
    assent_document: JSON.stringify(document),
  });

  const { said, code } = await runInstaller(house, ['--unmanaged', '--through', 'web-api', '--yes']);
  const id = await house.crm.create('contacts', { lastname: 'Bijnaam', emailaddress1: 'bijnaam@example.org' });
  await house.quiet();
  await house.crm.update('contacts', id, { nickname: 'Bij' });
  await house.quiet();

  expect(said).toMatch(/^import: assent_core goes from 0\.0\.9\.0 to 0\.1\.0\.0$/m);
  expect(said).toMatch(/^import: assent_sales goes from 0\.0\.9\.0 to 0\.1\.0\.0$/m);
  expect(lines(said, 'red')).toEqual([]);
  expect(code).toBe(0);
  expect((await house.contact(id))?.properties.profileField1).toBe('Bij');
});
