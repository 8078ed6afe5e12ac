import { textsOf, useDataversePage } from './use-dataverse-page.ts';

const { command, field, go, marker, openContact, organisation, page, save, tab } = useDataversePage();

describe('the Marketing tab', () => {
  async function openWithPermissions(): Promise<string> {
    const id = await openContact();
    for (const subscription of ['Newsletter', 'Offers'] as const) {
      await organisation().create('assent_permissions', {
        'assent_contactid@odata.bind': `/contacts(${id})`,
        'assent_subscriptionid@odata.bind': `/assent_subscriptions(${organisation().subscriptions[subscription]})`,
        assent_channel: 1,
        assent_granted: true,
        assent_source: 'import',
      });
    }
    await command('Refresh').click();
    await tab('Marketing').click();
    await page().getByTestId('permission-row').nth(1).waitFor();
    return id;
  }

  test('lists what was permitted, by which subscription, channel and source', async () => {
    await openWithPermissions();

    const rows = await textsOf(page().getByTestId('permission-row'));

    expect(rows.map((row) => row.split(/\s+/).slice(0, 3))).toEqual([
      ['Newsletter', 'E-mail', 'import'],
      ['Offers', 'E-mail', 'import'],
    ]);
  });

  test('withdraws by unticking and by removing, both when the form is saved and not before', async () => {
    const id = await openWithPermissions();
    const permissions = () => organisation().list(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);

    await page().getByRole('checkbox', { name: 'Newsletter, E-mail: granted' }).uncheck();
    await page().getByRole('button', { name: 'Remove Offers' }).click();
    const before = await permissions();
    await save();
    const after = await permissions();

    expect(before.map((row) => row.assent_granted)).toEqual([true, true]);
    expect(after.map((row) => [row._assent_subscriptionid_value, row.assent_granted])).toEqual([
      [organisation().subscriptions.Newsletter, false],
    ]);
  });

  test('is not called saved before its permission rows are, too', async () => {
    await openWithPermissions();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page().route('**/assent_permissions(*)', async (route) => {
      await released;
      await route.continue();
    });

    await tab('Details').click();
    await field('Do not allow Emails').check();
    await tab('Marketing').click();
    await page().getByRole('checkbox', { name: 'Offers, E-mail: granted' }).uncheck();
    await command('Save').click();
    await marker().getByText('Saving…').waitFor();
    release();
    await marker().getByText('Saved', { exact: true }).waitFor();

    await page().unroute('**/assent_permissions(*)');
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
    const lead = await organisation().create('leads', { subject: 'Tulips', lastname: 'Smit' });
    await go(`#/lead/${lead}`);
    await tab('Marketing').click();
    await page().getByRole('button', { name: 'Add permission' }).click();
    await save();

    const rows = await organisation().list(`assent_permissions?$filter=_assent_leadid_value eq ${lead}`);
    expect(rows.map((row) => row.assent_granted)).toEqual([true]);
  });
});
