import { useDataversePage } from './use-dataverse-page.ts';

const { command, field, go, marker, openContact, organisation, page, save, tab } = useDataversePage();

describe('a contact', () => {
  test('is created with a permission that was added before it was saved', async () => {
    await page().getByTestId('nav-contact').click();
    await command('New').click();
    await field('First Name').fill('Iris');
    await field('Last Name').fill('van den Berg');
    await field('Email').fill('iris@example.org');
    await tab('Details').click();
    await field('Gender').selectOption('Female');
    await field('Birthday').fill('1984-02-29');
    await tab('Marketing').click();
    await page().getByRole('button', { name: 'Add permission' }).click();
    await page().getByRole('combobox', { name: 'Subscription' }).selectOption('Events');
    await page().getByRole('combobox', { name: 'Channel' }).selectOption('SMS');
    await save();

    const id = page().url().split('/').at(-1) ?? '';
    const contact = await organisation().read(`contacts(${id})`);
    const [permission] = await organisation().list(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);
    expect(contact).toMatchObject({ lastname: 'van den Berg', gendercode: 2, birthdate: '1984-02-29' });
    expect(permission).toMatchObject({ assent_channel: 2, assent_granted: true, assent_source: 'form' });
    expect(permission?._assent_subscriptionid_value).toBe(organisation().subscriptions.Events);
    expect(await page().getByTestId('record-title').textContent()).toBe('Iris van den Berg');
  });

  test('shows that it has unsaved changes, and only what was changed is written', async () => {
    const id = await openContact({ jobtitle: 'Gardener' });
    await organisation().update(`contacts(${id})`, { jobtitle: 'Florist' });

    const before = await marker().textContent();
    await field('City').fill('Leiden');
    const changed = await marker().textContent();
    await save();

    expect([before, changed]).toEqual(['Saved', 'Unsaved']);
    expect(await organisation().read(`contacts(${id})`)).toMatchObject({
      address1_city: 'Leiden',
      jobtitle: 'Florist',
    });
    expect(await field('Job Title').inputValue()).toBe('Florist');
  });

  test('is not saved without a last name, and the form says which field is missing', async () => {
    await go('#/contact/new');
    await field('First Name').fill('Eva');
    await tab('Marketing').click();
    await command('Save').click();

    await page().getByRole('alert').getByText('Required fields must be filled in: Last Name.').waitFor();
    expect(await field('Last Name').getAttribute('aria-invalid')).toBe('true');
    expect(await field('Last Name').evaluate((input) => input.matches(':focus'))).toBe(true);
  });

  test('that somebody else has deleted cannot be saved, and the form says what the server said', async () => {
    const id = await openContact();
    await organisation().remove(`contacts(${id})`);

    await field('City').fill('Delft');
    await command('Save').click();

    await page().getByRole('alert').getByText('0x80040217').waitFor();
    expect(await marker().textContent()).toBe('Unsaved');
  });

  test('is linked to a company that is looked up by a part of its name', async () => {
    const account = await organisation().create('accounts', { name: 'Zuiderzee Lookup BV' });
    const id = await openContact();

    await page().getByRole('combobox', { name: 'Company Name' }).pressSequentially('zee look');
    await page().getByRole('option', { name: 'Zuiderzee Lookup BV' }).waitFor();
    await page().keyboard.press('Enter');
    await save();
    const linked = await organisation().read(`contacts(${id})`);
    await page().getByRole('button', { name: 'Clear Company Name' }).click();
    await save();

    expect(linked._parentcustomerid_value).toBe(account);
    expect((await organisation().read(`contacts(${id})`))._parentcustomerid_value ?? null).toBeNull();
  });

  test('is asked about before unsaved changes are lost', async () => {
    await openContact();
    await field('City').fill('Delft');

    await page().getByTestId('nav-account').click();
    await page().getByRole('dialog', { name: 'Unsaved changes' }).getByRole('button', { name: 'Cancel' }).click();
    const kept = await field('City').inputValue();
    await page().getByTestId('nav-account').click();
    await page().getByRole('button', { name: 'Leave without saving' }).click();
    await page().getByTestId('list-account').waitFor();

    expect(kept).toBe('Delft');
  });
});

describe('a table nobody drew a form for', () => {
  test('has a form of its columns that can be saved', async () => {
    await go('#/assent_job/new');
    await page().getByTestId('field-assent_kind').fill('dryrun');
    await page().getByTestId('field-assent_argument').fill('{"table":"contact"}');
    await save();

    const id = page().url().split('/').at(-1) ?? '';
    const job = await organisation().read(`assent_jobs(${id})`);
    expect(job).toMatchObject({ assent_kind: 'dryrun', assent_argument: '{"table":"contact"}' });
  });
});

test('every control of a list and a form has a name for a screen reader', async () => {
  const nameless = () =>
    page().evaluate(() =>
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
  await page().getByRole('button', { name: 'Add permission' }).click();

  const onForm = await nameless();
  await tab('Summary').click();
  const onSummary = await nameless();
  await page().getByTestId('nav-contact').click();
  await page().getByRole('button', { name: 'Leave without saving' }).click();
  await page().getByTestId('list-contact').waitFor();

  expect([...onForm, ...onSummary, ...(await nameless())]).toEqual([]);
});
