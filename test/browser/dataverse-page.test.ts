import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';
import { type Organisation, startOrganisation } from './start-organisation.ts';

/** A local page answers in milliseconds, on a busy machine in seconds; whoever waits longer waits for something that will not come. */
const patienceMs = 10_000;

let browser: Browser;
let organisation: Organisation;
let page: Page;

beforeAll(async () => {
  [browser, organisation] = await Promise.all([openBrowser(), startOrganisation({ withSolution: true })]);
  page = await openPage(organisation);
});
afterAll(async () => {
  await Promise.all([browser?.close(), organisation?.stop()]);
});
beforeEach(goHome);

async function openPage(of: Organisation): Promise<Page> {
  const opened = await browser.newPage();
  opened.setDefaultTimeout(patienceMs);
  await opened.goto(of.url);
  await opened.getByRole('heading', { name: 'Welcome' }).waitFor();
  return opened;
}

/** Back to the front page, whatever the test before has left open; the page itself is loaded once for all tests. */
async function goHome(): Promise<void> {
  await page.keyboard.press('Escape');
  await page.goto(`${organisation.url}/#/`);
  const welcome = page.getByRole('heading', { name: 'Welcome' });
  const leave = page.getByRole('button', { name: 'Leave without saving' });
  await welcome.or(leave).first().waitFor();
  if (await leave.isVisible()) await leave.click();
  await welcome.waitFor();
}

async function go(hash: string): Promise<void> {
  await page.evaluate((to) => location.assign(to), hash);
  await page.getByTestId(/^(list|form)-/).waitFor();
}

async function openContact(values: Record<string, unknown> = {}): Promise<string> {
  const id = await organisation.create('contacts', { firstname: 'Eva', lastname: 'Visser', ...values });
  await go(`#/contact/${id}`);
  await page.getByTestId('form-contact').waitFor();
  return id;
}

const command = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
const tab = (name: string) => page.getByRole('tab', { name });
const marker = () => page.getByTestId('dirty');
const field = (name: string) => page.getByLabel(name, { exact: true });

async function save(): Promise<void> {
  await command('Save').click();
  await page.getByTestId('dirty').getByText('Saved', { exact: true }).waitFor();
}

async function textsOf(locator: Locator): Promise<readonly string[]> {
  return (await locator.allInnerTexts()).map((text) => text.trim());
}

/** Rows of the list, found by a last name no other test uses. */
async function searchContacts(lastName: string): Promise<Locator> {
  await go('#/contact');
  await page.getByRole('searchbox').fill(lastName);
  await page.getByRole('searchbox').press('Enter');
  return page.getByRole('row').filter({ hasText: lastName });
}

describe('the site map', () => {
  test('shows the customer tables and the tables of the imported solution', async () => {
    const links = await textsOf(page.getByRole('navigation', { name: 'Site map' }).getByRole('link'));

    expect(links).toEqual(expect.arrayContaining(['Contacts', 'Leads', 'Accounts', 'Subscriptions', 'Jobs', 'Issues']));
  });

  test('of a bare organisation has neither leads nor marketing tables, and its contact form no permissions', async () => {
    const bare = await startOrganisation({ withSolution: false, args: ['--bare'] });
    const other = await openPage(bare);

    const links = await textsOf(other.getByRole('navigation', { name: 'Site map' }).getByRole('link'));
    await other.getByTestId('nav-contact').click();
    await other.getByTestId('command-new').click();
    await other.getByTestId('form-contact').waitFor();
    await other.getByRole('tab', { name: 'Details' }).click();

    expect(links).toEqual(['Contacts', 'Accounts']);
    expect(await other.getByLabel('Do not allow Emails', { exact: true }).isVisible()).toBe(true);
    expect(await textsOf(other.getByRole('tab'))).toEqual(['Summary', 'Details']);
    await other.close();
    await bare.stop();
  });
});

describe('a contact', () => {
  test('is created with a permission that was added before it was saved', async () => {
    await page.getByTestId('nav-contact').click();
    await command('New').click();
    await field('First Name').fill('Iris');
    await field('Last Name').fill('van den Berg');
    await field('Email').fill('iris@example.org');
    await tab('Details').click();
    await field('Gender').selectOption('Female');
    await field('Birthday').fill('1984-02-29');
    await tab('Marketing').click();
    await page.getByRole('button', { name: 'Add permission' }).click();
    await page.getByRole('combobox', { name: 'Subscription' }).selectOption('Events');
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('SMS');
    await save();

    const id = page.url().split('/').at(-1) ?? '';
    const contact = await organisation.read(`contacts(${id})`);
    const [permission] = await organisation.list(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);
    expect(contact).toMatchObject({ lastname: 'van den Berg', gendercode: 2, birthdate: '1984-02-29' });
    expect(permission).toMatchObject({ assent_channel: 2, assent_granted: true, assent_source: 'form' });
    expect(permission?._assent_subscriptionid_value).toBe(organisation.subscriptions.Events);
    expect(await page.getByTestId('record-title').textContent()).toBe('Iris van den Berg');
  });

  test('shows that it has unsaved changes, and only what was changed is written', async () => {
    const id = await openContact({ jobtitle: 'Gardener' });
    await organisation.update(`contacts(${id})`, { jobtitle: 'Florist' });

    const before = await marker().textContent();
    await field('City').fill('Leiden');
    const changed = await marker().textContent();
    await save();

    expect([before, changed]).toEqual(['Saved', 'Unsaved']);
    expect(await organisation.read(`contacts(${id})`)).toMatchObject({ address1_city: 'Leiden', jobtitle: 'Florist' });
    expect(await field('Job Title').inputValue()).toBe('Florist');
  });

  test('is not saved without a last name, and the form says which field is missing', async () => {
    await go('#/contact/new');
    await field('First Name').fill('Eva');
    await tab('Marketing').click();
    await command('Save').click();

    await page.getByRole('alert').getByText('Required fields must be filled in: Last Name.').waitFor();
    expect(await field('Last Name').getAttribute('aria-invalid')).toBe('true');
    expect(await field('Last Name').evaluate((input) => input.matches(':focus'))).toBe(true);
  });

  test('that somebody else has deleted cannot be saved, and the form says what the server said', async () => {
    const id = await openContact();
    await organisation.remove(`contacts(${id})`);

    await field('City').fill('Delft');
    await command('Save').click();

    await page.getByRole('alert').getByText('0x80040217').waitFor();
    expect(await marker().textContent()).toBe('Unsaved');
  });

  test('is linked to a company that is looked up by a part of its name', async () => {
    const account = await organisation.create('accounts', { name: 'Zuiderzee Lookup BV' });
    const id = await openContact();

    await page.getByRole('combobox', { name: 'Company Name' }).pressSequentially('zee look');
    await page.getByRole('option', { name: 'Zuiderzee Lookup BV' }).waitFor();
    await page.keyboard.press('Enter');
    await save();
    const linked = await organisation.read(`contacts(${id})`);
    await page.getByRole('button', { name: 'Clear Company Name' }).click();
    await save();

    expect(linked._parentcustomerid_value).toBe(account);
    expect((await organisation.read(`contacts(${id})`))._parentcustomerid_value ?? null).toBeNull();
  });

  test('is asked about before unsaved changes are lost', async () => {
    await openContact();
    await field('City').fill('Delft');

    await page.getByTestId('nav-account').click();
    await page.getByRole('dialog', { name: 'Unsaved changes' }).getByRole('button', { name: 'Cancel' }).click();
    const kept = await field('City').inputValue();
    await page.getByTestId('nav-account').click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByTestId('list-account').waitFor();

    expect(kept).toBe('Delft');
  });
});

describe('the Marketing tab', () => {
  async function openWithPermissions(): Promise<string> {
    const id = await openContact();
    for (const subscription of ['Newsletter', 'Offers'] as const) {
      await organisation.create('assent_permissions', {
        'assent_contactid@odata.bind': `/contacts(${id})`,
        'assent_subscriptionid@odata.bind': `/assent_subscriptions(${organisation.subscriptions[subscription]})`,
        assent_channel: 1,
        assent_granted: true,
        assent_source: 'import',
      });
    }
    await command('Refresh').click();
    await tab('Marketing').click();
    await page.getByTestId('permission-row').nth(1).waitFor();
    return id;
  }

  test('lists what was permitted, by which subscription, channel and source', async () => {
    await openWithPermissions();

    const rows = await textsOf(page.getByTestId('permission-row'));

    expect(rows.map((row) => row.split(/\s+/).slice(0, 3))).toEqual([
      ['Newsletter', 'E-mail', 'import'],
      ['Offers', 'E-mail', 'import'],
    ]);
  });

  test('withdraws by unticking and by removing, both when the form is saved and not before', async () => {
    const id = await openWithPermissions();
    const permissions = () => organisation.list(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);

    await page.getByRole('checkbox', { name: 'Newsletter, E-mail: granted' }).uncheck();
    await page.getByRole('button', { name: 'Remove Offers' }).click();
    const before = await permissions();
    await save();
    const after = await permissions();

    expect(before.map((row) => row.assent_granted)).toEqual([true, true]);
    expect(after.map((row) => [row._assent_subscriptionid_value, row.assent_granted])).toEqual([
      [organisation.subscriptions.Newsletter, false],
    ]);
  });

  test('is not called saved before its permission rows are, too', async () => {
    await openWithPermissions();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/assent_permissions(*)', async (route) => {
      await released;
      await route.continue();
    });

    await tab('Details').click();
    await field('Do not allow Emails').check();
    await tab('Marketing').click();
    await page.getByRole('checkbox', { name: 'Offers, E-mail: granted' }).uncheck();
    await command('Save').click();
    await marker().getByText('Saving…').waitFor();
    release();
    await marker().getByText('Saved', { exact: true }).waitFor();

    await page.unroute('**/assent_permissions(*)');
  });

  test('shows what the platform said without letting anyone change it', async () => {
    await openContact({
      assent_bounce: 2,
      assent_globaloptout: true,
      assent_withheld: 'Newsletter: bounced',
    });
    await tab('Marketing').click();

    expect(await field('Bounce').locator('option:checked').textContent()).toBe('Hard');
    expect(await field('Global opt-out').isChecked()).toBe(true);
    expect(await field('Withheld').inputValue()).toBe('Newsletter: bounced');
    for (const name of ['Bounce', 'Global opt-out', 'Withheld']) {
      expect(await field(name).isDisabled()).toBe(true);
    }
  });

  test('is there for leads and accounts too', async () => {
    const lead = await organisation.create('leads', { subject: 'Tulips', lastname: 'Smit' });
    await go(`#/lead/${lead}`);
    await tab('Marketing').click();
    await page.getByRole('button', { name: 'Add permission' }).click();
    await save();

    const rows = await organisation.list(`assent_permissions?$filter=_assent_leadid_value eq ${lead}`);
    expect(rows.map((row) => row.assent_granted)).toEqual([true]);
  });
});

describe('commands', () => {
  test('deactivate a contact, which is read-only from then on, and activate it again', async () => {
    const id = await openContact();

    await command('Deactivate').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByTestId('read-only').waitFor();
    const inactive = await organisation.read(`contacts(${id})`);
    const locked = await field('Last Name').isDisabled();
    await command('Activate').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await command('Save').waitFor();

    expect(inactive).toMatchObject({ statecode: 1, statuscode: 2 });
    expect(locked).toBe(true);
    expect(await organisation.read(`contacts(${id})`)).toMatchObject({ statecode: 0, statuscode: 1 });
  });

  test('delete a record from its form and go back to the list', async () => {
    const id = await openContact();

    await command('Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByTestId('list-contact').waitFor();

    await expect(organisation.read(`contacts(${id})`)).rejects.toThrow('404');
  });

  test('qualify a lead into a contact', async () => {
    const id = await organisation.create('leads', { subject: 'Tulips', firstname: 'Daan', lastname: 'Kwalificatie' });
    await go(`#/lead/${id}`);

    await command('Qualify').click();
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Create an account' }).uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Qualify' }).click();
    await page.getByRole('status').getByRole('link', { name: 'Open the contact' }).click();
    await page.getByTestId('form-contact').waitFor();

    expect(await page.getByTestId('record-title').textContent()).toBe('Daan Kwalificatie');
    expect(await organisation.read(`leads(${id})`)).toMatchObject({ statecode: 1, statuscode: 3 });
  });

  test('of a row menu are reached by keyboard alone', async () => {
    const name = `Menu${randomUUID().slice(0, 8)}`;
    const id = await organisation.create('contacts', { lastname: name });
    const rows = await searchContacts(name);

    await rows.getByRole('button', { name: `Commands for ${name}` }).press('Enter');
    await page.getByRole('menuitem', { name: 'Deactivate' }).press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByRole('status').getByText(': deleted.').waitFor();

    await expect(organisation.read(`contacts(${id})`)).rejects.toThrow('404');
  });
});

describe('a list', () => {
  test('finds records by a part of their name and says how many there are', async () => {
    const name = `Zoek${randomUUID().slice(0, 8)}`;
    await organisation.create('contacts', { lastname: name });

    const rows = await searchContacts(name);
    await page.getByText('1–1 of 1').waitFor();

    expect(await rows.count()).toBe(1);
  });

  test('goes to the next page and back, and no record is on both', async () => {
    const name = `Blad${randomUUID().slice(0, 8)}`;
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => organisation.create('contacts', { firstname: `${n}`, lastname: name })),
    );
    const rows = await searchContacts(name);

    await page.getByText('1–25 of 30').waitFor();
    const first = await textsOf(rows.getByRole('link'));
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('26–30 of 30').waitFor();
    const second = await textsOf(rows.getByRole('link'));
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.getByText('1–25 of 30').waitFor();

    expect(new Set([...first, ...second]).size).toBe(30);
  });

  test('deletes all selected records', async () => {
    const name = `Weg${randomUUID().slice(0, 8)}`;
    for (const firstname of ['A', 'B', 'C']) await organisation.create('contacts', { firstname, lastname: name });
    await searchContacts(name);
    await page.getByText('1–3 of 3').waitFor();

    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await command('Delete').click();
    await page.getByRole('dialog', { name: 'Delete 3 contacts?' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No records').waitFor();

    expect(await organisation.list(`contacts?$filter=lastname eq '${name}'`)).toEqual([]);
  });

  test('merges two contacts: one stays with the values chosen, the other is inactive', async () => {
    const name = `Samen${randomUUID().slice(0, 8)}`;
    const winner = await organisation.create('contacts', {
      firstname: 'A',
      lastname: name,
      emailaddress1: 'a@example.org',
    });
    const loser = await organisation.create('contacts', { firstname: 'B', lastname: name, jobtitle: 'Gardener' });
    const rows = await searchContacts(name);
    await page.getByText('1–2 of 2').waitFor();

    for (const row of await rows.all()) await row.getByRole('checkbox').check();
    await command('Merge').click();
    await page.getByRole('radio', { name: 'Job Title: Gardener' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
    await page.getByRole('status').getByText('Merged.').waitFor();

    const kept = { firstname: 'A', emailaddress1: 'a@example.org', jobtitle: 'Gardener', statecode: 0 };
    expect(await organisation.read(`contacts(${winner})`)).toMatchObject(kept);
    expect(await organisation.read(`contacts(${loser})`)).toMatchObject({ statecode: 1, merged: true });
  });
});

describe('a table nobody drew a form for', () => {
  test('has a form of its columns that can be saved', async () => {
    await go('#/assent_job/new');
    await page.getByTestId('field-assent_kind').fill('dryrun');
    await page.getByTestId('field-assent_argument').fill('{"table":"contact"}');
    await save();

    const id = page.url().split('/').at(-1) ?? '';
    const job = await organisation.read(`assent_jobs(${id})`);
    expect(job).toMatchObject({ assent_kind: 'dryrun', assent_argument: '{"table":"contact"}' });
  });
});

test('every control of a list and a form has a name for a screen reader', async () => {
  const nameless = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('input, select, textarea, button')]
        .filter((control) => !control.closest('[hidden]'))
        .filter((control) => {
          const labels = 'labels' in control && control.labels instanceof NodeList ? control.labels.length : 0;
          return labels === 0 && !control.ariaLabel && !(control instanceof HTMLButtonElement && control.textContent);
        })
        .map((control) => control.outerHTML),
    );
  await openContact();
  await tab('Marketing').click();
  await page.getByRole('button', { name: 'Add permission' }).click();

  const onForm = await nameless();
  await tab('Summary').click();
  const onSummary = await nameless();
  await page.getByTestId('nav-contact').click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.getByTestId('list-contact').waitFor();

  expect([...onForm, ...onSummary, ...(await nameless())]).toEqual([]);
});
