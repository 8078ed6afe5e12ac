import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataverse, type Json, openDataverse } from './open-dataverse.ts';

const zip = (name: string) => readFileSync(join(import.meta.dirname, '../../../solution/dist', `${name}.zip`));

let dataverse: Dataverse;
afterEach(() => dataverse?.stop());

const rows = async (path: string): Promise<readonly Json[]> => (await dataverse.call('GET', path)).json.value;

for (const suffix of ['', '_managed']) {
  test(`assent_core${suffix} and assent_sales${suffix} are imported, and nothing of them is without effect`, async () => {
    dataverse = await openDataverse();

    const core = await dataverse.importZip(zip(`assent_core${suffix}`));
    const sales = await dataverse.importZip(zip(`assent_sales${suffix}`));

    expect([core.json, sales.json]).toMatchObject([
      { solution: 'assent_core', managed: suffix !== '', kept: [] },
      { solution: 'assent_sales', managed: suffix !== '', kept: [] },
    ]);
    const names = (await rows('roles?$select=name')).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['Assent User', 'Assent Administrator', 'Assent Service', 'Assent Service for Sales']),
    );
    const forms = await rows("systemforms?$select=objecttypecode&$filter=startswith(objecttypecode,'assent_')");
    expect(forms.map((form) => form.objecttypecode).sort()).toEqual([
      'assent_configuration',
      'assent_issue',
      'assent_job',
      'assent_permission',
      'assent_subscription',
    ]);
  });
}

test('an organisation without Sales takes core, and refuses sales with what it needs', async () => {
  dataverse = await openDataverse(['--bare']);

  const core = await dataverse.importZip(zip('assent_core_managed'));
  const sales = await dataverse.importZip(zip('assent_sales_managed'));

  expect([core.status, sales.status]).toEqual([200, 400]);
  expect(sales.json.error).toMatch(/lead.*msdynce_LeadManagement/);
});
