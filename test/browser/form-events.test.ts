import { useScriptedPage } from './use-scripted-page.ts';

const { command, evaluate, field, heard, openContact, openForm, organisation, page, saved } = useScriptedPage();

test('the handlers of a form run in their order with what their registration says', async () => {
  await openContact();
  const atLoad = await heard();

  await field('Job Title').fill('Baker');
  await command('Save').click();
  await saved();

  expect(atLoad).toEqual(['load 1 2 a 2', 'data 1', 'grid 0']);
  expect(await heard()).toEqual(['save 1 false', 'second 2 false', 'postsave true true 0 false', 'data 2', 'grid 0']);
});

test('OnLoad runs again once a new record is created', async () => {
  await openForm('contact');
  const atLoad = await heard();

  await field('Last Name').fill('Bakker');
  await command('Save').click();
  await saved();

  expect(atLoad[0]).toBe('load 1 1 a 2');
  expect(await heard()).toEqual([
    'save 1 false',
    'second 2 false',
    'postsave true true 0 false',
    'load 2 2 a 2',
    'data 2',
    'grid 0',
  ]);
});

test('a handler that prevents the save keeps it from the server, and no after-save handler runs', async () => {
  const id = await openContact();
  await heard();

  await evaluate('window.refuse = true');
  await field('Job Title').fill('Baker');
  await command('Save').click();
  await page().waitForFunction('window.heard.length === 2');

  expect(await heard()).toEqual(['save 1 false', 'second 2 true']);
  expect((await organisation().read(`contacts(${id})?$select=jobtitle`)).jobtitle).toBeNull();
  expect(await page().getByTestId('dirty').textContent()).toBe('Unsaved');
});

test('a save waits for the promise of its handler', async () => {
  const id = await openContact();

  await evaluate('window.wait = new Promise((resolve) => { window.go = resolve; }); 0');
  await field('Job Title').fill('Baker');
  await command('Save').click();
  await page().getByTestId('dirty').getByText('Saving…').waitFor();
  const before = await organisation().read(`contacts(${id})?$select=jobtitle`);
  await evaluate('window.go()');
  await saved();

  expect(before.jobtitle).toBeNull();
  expect((await organisation().read(`contacts(${id})?$select=jobtitle`)).jobtitle).toBe('Baker');
});

test('a handler that throws is told on the form and does not hold the save up', async () => {
  const id = await openContact();

  await evaluate('window.broken = true');
  await field('Job Title').fill('Baker');
  await command('Save').click();
  await saved();

  expect(await page().getByTestId('notices').textContent()).toContain('Broken on purpose.');
  expect((await organisation().read(`contacts(${id})?$select=jobtitle`)).jobtitle).toBe('Baker');
});

test('after a refused save the after-save handlers get the error', async () => {
  await openContact();
  await heard();
  await organisation().control('faults', {
    match: { method: 'PATCH', pathPattern: '/contacts' },
    status: 403,
    body: '{"error":{"code":"0x80040220","message":"Not allowed."}}',
    count: 1,
  });

  await field('Job Title').fill('Baker');
  await command('Save').click();
  await page().getByTestId('error').getByText('Not allowed.').waitFor();

  expect(await heard()).toContain(`postsave false true ${0x80040220} true`);
});

test('a form whose library is missing works, and says so', async () => {
  await openForm('account');
  await field('Account Name').fill('Bakery');
  await command('Save').click();
  await saved();

  const notices = await page().getByTestId('notices').textContent();
  expect(notices).toContain('smp_/gone.js is not in this organisation');
  expect(notices).toContain('Web resource method does not exist: Gone.onLoad');
});

test('a field that is left tells its handlers once, and its error holds the save up', async () => {
  await openContact();
  await heard();

  await field('Email').fill('x@x');
  await field('Job Title').focus();
  await command('Save').click();
  await page().getByTestId('error').getByText('Fields with errors: Email.').waitFor();
  const first = await heard();
  await field('Email').fill('eva@example.org');
  await field('Job Title').focus();
  await command('Save').click();
  await saved();

  expect(first).toEqual(['change x@x']);
  expect((await heard())[0]).toBe('change eva@example.org');
});

test('permission rows that are saved run no handler of the record but the grid its own', async () => {
  await openContact();
  await heard();

  await page().getByRole('tab', { name: 'Marketing' }).click();
  await page().getByRole('button', { name: 'Add permission' }).click();
  await command('Save').click();
  await saved();

  expect((await heard()).at(-1)).toBe('grid 1');
});
