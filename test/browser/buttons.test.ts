import { useHousePage } from './house-page.ts';

const { house, page, createMailable, openForm, told, calls, control } = useHousePage();

const button = (name: string) => page().getByRole('toolbar').getByRole('button', { name, exact: true });
const message = (text: string) => page().getByTestId('script-dialog').getByText(text).waitFor();

test('P-26: Sync now on a form brings a record in step whose webhook never came', async () => {
  const id = await createMailable('lost@example.org');
  await control('write', { table: 'contact', id, set: { firstname: 'Ada' } });
  await openForm('contact', id);

  await button('Sync now').click();
  await message('Records handed over: 1.');
  await house().quiet();

  expect((await house().contact(id))?.properties.firstName).toBe('Ada');
});

test('P-26: Sync now on a list takes what is ticked, in one call', async () => {
  const ids = await Promise.all(
    Array.from({ length: 3 }, (_, index) => house().crm.create('leads', { lastname: `L${index}`, subject: 'Fair' })),
  );
  await house().quiet();
  for (const id of ids) await control('write', { table: 'lead', id, set: { firstname: 'Ada' } });
  await page().goto(`${house().dataverse}/#/lead`);
  for (const id of ids.slice(1)) await page().getByTestId(`row-${id}`).getByRole('checkbox').check();
  const before = await calls();

  await button('Sync now').click();
  await message('Records handed over: 2.');
  await house().quiet();

  const names = await Promise.all(ids.map(async (id) => (await house().contact(id))?.properties.firstName ?? ''));
  expect(names).toEqual(['', 'Ada', 'Ada']);
  expect(await calls()).toBe(before + 1);
});

test('a Sync now that is refused says whom to ask', async () => {
  const id = await createMailable('refused@example.org');
  await openForm('contact', id);
  const body = '{"error":{"code":"0x80040220","message":"Principal user is missing prvReadX."}}';
  await control('faults', { match: { method: 'POST', pathPattern: 'assent_SyncRecord' }, status: 403, body, count: 1 });

  await button('Sync now').click();

  await message('Records handed over: 0 of 1. What went wrong: You have no privilege for this. Ask your administrator');
});

test('what is on the form and was not saved is to be saved first', async () => {
  await openForm('contact', await createMailable('unsaved@example.org'));
  await told('status', 'nothing is withheld');
  await page().getByLabel('First Name', { exact: true }).fill('Ada');

  await button('Sync now').click();

  await message('Save first: only what is saved is sent.');
});

test('P-26 N-3: Marketing history orders the answer as a row and says in plain words what a person may get and why, and what was told when', async () => {
  const id = await createMailable('history@example.org');
  await openForm('contact', id);

  await button('Marketing history').click();
  const shown = page().frameLocator('[data-testid="script-dialog"] iframe').locator('main');
  await shown.getByText('The record of these steps is complete.').waitFor();

  const text = await shown.textContent();
  expect(text).toMatch(/Newsletter \(e-mail\) is on since .*, because: crm says yes/);
  expect(text).not.toMatch(/1~email|bundle|\d{4}-\d\d-\d\dT/);
  expect(await page().getByTestId('progress').filter({ visible: true }).count()).toBe(0);
});
