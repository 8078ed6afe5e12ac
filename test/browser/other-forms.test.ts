import { useHousePage } from './house-page.ts';

/** Ways to save past the main form, and so past its script: what arrives, arrives by the webhook. */
const { house, page, createMailable, calls, control } = useHousePage();

const dialog = () => page().getByRole('dialog');
const rowOf = (id: string) => page().getByTestId(`row-${id}`);
const openList = async (table: string) => {
  await page().goto(`${house().dataverse}/#/${table}`);
  await page().getByTestId(`list-${table}`).waitFor();
};

test('SA-22: a contact made with quick create reaches the platform by the webhook', async () => {
  await openList('account');
  const before = await calls();

  await page().getByRole('button', { name: 'Quick create' }).click();
  await page().getByRole('menuitem', { name: 'Contact' }).click();
  await dialog().getByLabel('Email', { exact: true }).fill('snel@example.org');
  await dialog().getByRole('button', { name: 'Save and Close' }).click();
  await dialog().getByText('Required fields must be filled in: Last Name.').waitFor();
  await dialog().getByLabel('Last Name', { exact: true }).fill('Snel');
  await dialog().getByRole('button', { name: 'Save and Close' }).click();
  const link = await page().getByRole('link', { name: 'Open Snel' }).getAttribute('href');
  await house().quiet();

  const id = link?.split('/').at(-1) ?? '';
  expect((await house().contact(id))?.properties).toMatchObject({ email: 'snel@example.org', lastName: 'Snel' });
  expect(await calls()).toBe(before);
});

test('SA-22: what a bulk edit changes on several contacts reaches the platform by the webhook, and nothing else is touched', async () => {
  const ids = [];
  for (const n of [1, 2, 3]) ids.push(await createMailable(`bulk${n}@example.org`));
  const [left = '', ...ticked] = ids;
  await openList('contact');
  const before = await calls();

  for (const id of ticked) await rowOf(id).getByRole('checkbox').check();
  await page().getByRole('toolbar').getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog().getByRole('heading', { name: 'Edit 2 contacts' }).waitFor();
  const tabs = await dialog().getByRole('tab').allInnerTexts();
  await dialog().getByLabel('First Name', { exact: true }).fill('Samen');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await page().getByText('2 contacts: changed.').waitFor();
  await house().quiet();

  const names = async (id: string) => (await house().contact(id))?.properties;
  for (const id of ticked) expect(await names(id)).toMatchObject({ firstName: 'Samen', lastName: 'Visser' });
  expect(await names(left)).toMatchObject({ firstName: 'Eva' });
  expect(tabs).toEqual(['Summary', 'Details']);
  expect(await calls()).toBe(before);
});

test('P-26: Sync now in the sub-grid of an account takes the contacts that are ticked there', async () => {
  const account = await house().crm.create('accounts', { name: 'Bakery' });
  const id = await createMailable('grid@example.org');
  await house().crm.update('contacts', id, { 'parentcustomerid_account@odata.bind': `/accounts(${account})` });
  await house().quiet();
  await control('write', { table: 'contact', id, set: { firstname: 'Ada' } });
  await page().goto(`${house().dataverse}/#/account/${account}`);
  const grid = page().getByTestId('grid-Contacts');
  await rowOf(id).getByRole('checkbox').check();

  await grid.getByRole('button', { name: 'Sync now' }).click();
  await page().getByTestId('script-dialog').getByText('Records handed over: 1.').waitFor();
  await house().quiet();

  expect((await house().contact(id))?.properties.firstName).toBe('Ada');
});
