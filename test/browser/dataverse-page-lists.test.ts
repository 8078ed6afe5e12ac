import { randomUUID } from 'node:crypto';
import { startOrganisation } from './start-organisation.ts';
import { textsOf, useDataversePage } from './use-dataverse-page.ts';

const { command, field, go, openContact, openPage, organisation, page, searchContacts } = useDataversePage();

describe('the site map', () => {
  test('shows the customer tables and the tables of the imported solution', async () => {
    const links = await textsOf(page().getByRole('navigation', { name: 'Site map' }).getByRole('link'));

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

describe('a list', () => {
  test('finds records by a part of their name and says how many there are', async () => {
    const name = `Zoek${randomUUID().slice(0, 8)}`;
    await organisation().create('contacts', { lastname: name });

    const rows = await searchContacts(name);
    await page().getByText('1–1 of 1').waitFor();

    expect(await rows.count()).toBe(1);
  });

  test('goes to the next page and back, and no record is on both', async () => {
    const name = `Blad${randomUUID().slice(0, 8)}`;
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => organisation().create('contacts', { firstname: `${n}`, lastname: name })),
    );
    const rows = await searchContacts(name);

    await page().getByText('1–25 of 30').waitFor();
    const first = await textsOf(rows.getByRole('link'));
    await page().getByRole('button', { name: 'Next page' }).click();
    await page().getByText('26–30 of 30').waitFor();
    const second = await textsOf(rows.getByRole('link'));
    await page().getByRole('button', { name: 'Previous page' }).click();
    await page().getByText('1–25 of 30').waitFor();

    expect(new Set([...first, ...second]).size).toBe(30);
  });

  test('deletes all selected records', async () => {
    const name = `Weg${randomUUID().slice(0, 8)}`;
    for (const firstname of ['A', 'B', 'C']) await organisation().create('contacts', { firstname, lastname: name });
    await searchContacts(name);
    await page().getByText('1–3 of 3').waitFor();

    await page().getByRole('checkbox', { name: 'Select all on this page' }).check();
    await command('Delete').click();
    await page().getByRole('dialog', { name: 'Delete 3 contacts?' }).getByRole('button', { name: 'Delete' }).click();
    await page().getByText('No records').waitFor();

    expect(await organisation().list(`contacts?$filter=lastname eq '${name}'`)).toEqual([]);
  });

  test('merges two contacts: one stays with the values chosen, the other is inactive', async () => {
    const name = `Samen${randomUUID().slice(0, 8)}`;
    const winner = await organisation().create('contacts', {
      firstname: 'A',
      lastname: name,
      emailaddress1: 'a@example.org',
    });
    const loser = await organisation().create('contacts', { firstname: 'B', lastname: name, jobtitle: 'Gardener' });
    const rows = await searchContacts(name);
    await page().getByText('1–2 of 2').waitFor();

    for (const row of await rows.all()) await row.getByRole('checkbox').check();
    await command('Merge').click();
    await page().getByRole('radio', { name: 'Job Title: Gardener' }).check();
    await page().getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
    await page().getByRole('status').getByText('Merged.').waitFor();

    const kept = { firstname: 'A', emailaddress1: 'a@example.org', jobtitle: 'Gardener', statecode: 0 };
    expect(await organisation().read(`contacts(${winner})`)).toMatchObject(kept);
    expect(await organisation().read(`contacts(${loser})`)).toMatchObject({ statecode: 1, merged: true });
  });
});

describe('commands', () => {
  test('deactivate a contact, which is read-only from then on, and activate it again', async () => {
    const id = await openContact();

    await command('Deactivate').click();
    await page().getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page().getByTestId('read-only').waitFor();
    const inactive = await organisation().read(`contacts(${id})`);
    const locked = await field('Last Name').isDisabled();
    await command('Activate').click();
    await page().getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await command('Save').waitFor();

    expect(inactive).toMatchObject({ statecode: 1, statuscode: 2 });
    expect(locked).toBe(true);
    expect(await organisation().read(`contacts(${id})`)).toMatchObject({ statecode: 0, statuscode: 1 });
  });

  test('delete a record from its form and go back to the list', async () => {
    const id = await openContact();

    await command('Delete').click();
    await page().getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page().getByTestId('list-contact').waitFor();

    await expect(organisation().read(`contacts(${id})`)).rejects.toThrow('404');
  });

  test('qualify a lead into a contact', async () => {
    const id = await organisation().create('leads', { subject: 'Tulips', firstname: 'Daan', lastname: 'Kwalificatie' });
    await go(`#/lead/${id}`);

    await command('Qualify').click();
    await page().getByRole('dialog').getByRole('checkbox', { name: 'Create an account' }).uncheck();
    await page().getByRole('dialog').getByRole('button', { name: 'Qualify' }).click();
    await page().getByRole('status').getByRole('link', { name: 'Open the contact' }).click();
    await page().getByTestId('form-contact').waitFor();

    expect(await page().getByTestId('record-title').textContent()).toBe('Daan Kwalificatie');
    expect(await organisation().read(`leads(${id})`)).toMatchObject({ statecode: 1, statuscode: 3 });
  });

  test('of a row menu are reached by keyboard alone', async () => {
    const name = `Menu${randomUUID().slice(0, 8)}`;
    const id = await organisation().create('contacts', { lastname: name });
    const rows = await searchContacts(name);

    await rows.getByRole('button', { name: `Commands for ${name}` }).press('Enter');
    await page().getByRole('menuitem', { name: 'Deactivate' }).press('ArrowDown');
    await page().getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page().getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');
    await page().getByRole('status').getByText(': deleted.').waitFor();

    await expect(organisation().read(`contacts(${id})`)).rejects.toThrow('404');
  });
});
