import { useScriptedPage } from './use-scripted-page.ts';

const { command, evaluate, openContact, openForm, organisation, page } = useScriptedPage();

test('a button of a solution on a form is there once the record is saved, and gets the form', async () => {
  await openForm('contact');
  const onNew = await command('Say hello').count();
  await openContact();

  await command('Say hello').click();
  await page().getByTestId('notification').getByText('Done').waitFor();

  expect(onNew).toBe(0);
  expect(await evaluate('window.heard')).toEqual(['form', 'contact', 'x', 3]);
  expect(await command('Say hello').locator('img').getAttribute('src')).toContain('/WebResources/smp_/icon.svg');
});

test('a button whose script fails says so', async () => {
  await openContact();

  await command('Break').click();

  await page().getByTestId('error').getByText('Broken on purpose.').waitFor();
});

test('a button on a list gets the selected records, and is there for as many as its rule allows', async () => {
  for (const firstname of ['A', 'B', 'C']) await organisation().create('contacts', { firstname, lastname: 'Selected' });
  await page().goto(`${organisation().url}/?lcid=1043#/contact`);
  const rows = page().getByRole('row').filter({ hasText: 'Selected' });
  await rows.first().waitFor();

  const before = await command('Tel ze').count();
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(1).getByRole('checkbox').check();
  await command('Tel ze').click();
  await page().waitForFunction('Array.isArray(window.heard)');
  const heardThere = await evaluate('window.heard');
  await rows.nth(2).getByRole('checkbox').waitFor();
  for (const index of [0, 1, 2]) await rows.nth(index).getByRole('checkbox').check();

  expect(before).toBe(0);
  expect(heardThere).toEqual([2, 'contact', true, 'contact', 2]);
  expect(await command('Tel ze').count()).toBe(0);
});

test('the site map of an app shows its tables and its pages, which fill the place of a list', async () => {
  await page().goto(organisation().url);
  await page().getByTestId('nav-smp_page').waitFor();
  const groups = await page().getByRole('navigation').getByRole('heading').allInnerTexts();

  await page().getByTestId('nav-smp_page').click();
  const text = await page().frameLocator('iframe').locator('#who').textContent();

  expect(groups).toEqual(expect.arrayContaining(['Customers', 'Sample · Tools']));
  expect(text).toContain('Demo User');
  expect(await page().getByTestId('nav-smp_page').getAttribute('aria-current')).toBe('page');
  expect(await page().getByRole('navigation').getByRole('link', { name: 'Jobs' }).count()).toBeGreaterThan(0);
});
