import { useScriptedPage } from './use-scripted-page.ts';

const { command, evaluate, field, heard, openContact, openForm, organisation, page } = useScriptedPage();

test('texts come in the language of the person', async () => {
  await openForm('contact');
  const english = await page().getByTestId('notification').textContent();
  await openForm('contact', 'new', '?lcid=1043');

  expect(english).toContain('Hello');
  await page().getByTestId('notification').getByText('Hallo').waitFor();
});

test('attributes and controls follow the form and change it', async () => {
  const account = await organisation().create('accounts', { name: 'Bakery' });
  await openContact({ birthdate: '1984-02-29', 'parentcustomerid_account@odata.bind': `/accounts(${account})` });

  const read = await evaluate<Record<string, unknown>>(`(() => {
    const value = (name) => form.getAttribute(name).getValue();
    form.getAttribute('jobtitle').setValue('Baker');
    form.getControl('mobilephone').setDisabled(true);
    form.getControl('telephone1').setVisible(false);
    form.getAttribute('emailaddress1').setRequiredLevel('required');
    return {
      day: [value('birthdate').getFullYear(), value('birthdate').getMonth(), value('birthdate').getDate()],
      company: value('parentcustomerid')[0],
      none: [form.getAttribute('statecode'), value('middlename')],
      dirty: [form.getAttribute('jobtitle').getIsDirty(), form.data.entity.getIsDirty(), form.data.getIsDirty()],
      type: form.getAttribute('donotemail').getAttributeType(),
      id: form.data.entity.getId(),
      count: form.getAttribute().length > 5 && form.data.entity.attributes.getLength() === form.getAttribute().length,
    };
  })()`);

  expect(read).toMatchObject({
    day: [1984, 1, 29],
    company: { name: 'Bakery', entityType: 'account', id: `{${account.toUpperCase()}}` },
    none: [null, null],
    dirty: [true, true, true],
    type: 'boolean',
    id: expect.stringMatching(/^\{[0-9A-F-]{36}\}$/),
    count: true,
  });
  expect(await field('Job Title').inputValue()).toBe('Baker');
  expect([await field('Mobile Phone').isDisabled(), await field('Business Phone').isVisible()]).toEqual([true, false]);
  await command('Save').click();
  await page().getByTestId('error').getByText('Required fields must be filled in: Email.').waitFor();
});

test('a script saves the record by its mode', async () => {
  await openContact();
  await heard();

  await evaluate("form.getAttribute('jobtitle').setValue('Baker'); form.data.entity.save('saveandclose')");
  await page().getByTestId('list-contact').waitFor();

  expect((await heard())[0]).toBe('save 2 false');
});

test('Xrm.WebApi writes, reads, counts pages, calls a custom API and gives errors as scripts expect them', async () => {
  await openContact();

  const result = await evaluate<Record<string, unknown>>(`(async () => {
    const api = Xrm.WebApi;
    const made = await api.createRecord('contact', { lastname: 'Smit', firstname: 'Jo' });
    await api.updateRecord('contact', '{' + made.id.toUpperCase() + '}', { jobtitle: 'Cook' });
    const row = await api.retrieveRecord('contact', made.id, '?$select=fullname,jobtitle');
    const many = await api.retrieveMultipleRecords('contact', '?$select=lastname', 1);
    const fetched = await api.retrieveMultipleRecords('contact', "?fetchXml=<fetch><entity name='contact'><attribute name='lastname' /><filter><condition attribute='lastname' operator='eq' value='Smit' /></filter></entity></fetch>");
    const answer = await api.online.execute({
      Table: 'contact', Ids: [made.id],
      getMetadata: () => ({ boundParameter: null, operationType: 0, operationName: 'assent_SyncRecord', parameterTypes: {
        Table: { typeName: 'Edm.String', structuralProperty: 1 }, Ids: { typeName: 'Collection(Edm.String)', structuralProperty: 4 } } }),
    });
    const who = await (await api.execute({ getMetadata: () => ({ boundParameter: null, operationType: 1, operationName: 'WhoAmI', parameterTypes: {} }) })).json();
    await api.deleteRecord('contact', made.id);
    const gone = await api.retrieveRecord('contact', made.id).catch((error) => error);
    const offline = await api.offline.retrieveRecord('contact', made.id).catch((error) => error.message);
    return { made, row, many: [many.entities.length, typeof many.nextLink], fetched: fetched.entities.length, ok: answer.ok, who: who.UserId, gone, offline };
  })()`);

  expect(result).toMatchObject({
    made: { entityType: 'contact' },
    row: { fullname: 'Jo Smit', jobtitle: 'Cook' },
    many: [1, 'string'],
    fetched: 1,
    ok: true,
    who: expect.stringMatching(/^[0-9a-f-]{36}$/),
    gone: { errorCode: 0x80040217, message: expect.stringContaining('Does Not Exist') },
    offline: expect.stringContaining('not offline'),
  });
});

test('dialogs answer, and a page of the solution reaches Xrm and closes itself', async () => {
  await openContact();

  await evaluate("window.answer = Xrm.Navigation.openConfirmDialog({ title: 'Sure?', text: 'Really.' }); 0");
  await page().getByTestId('dialog-confirm').click();
  const confirmed = await evaluate<{ confirmed: boolean }>('window.answer');
  await evaluate(
    "window.ended = Xrm.Navigation.navigateTo({ pageType: 'webresource', webresourceName: 'smp_/page.html', data: 'x=1' }, { target: 2, width: 400, height: 300, title: 'History' }).then(() => 'closed'); 0",
  );
  const frame = page().frameLocator('dialog iframe');
  const text = await frame.locator('#who').textContent();
  await frame.getByRole('button', { name: 'Done' }).click();

  expect(confirmed).toEqual({ confirmed: true });
  expect(text).toBe(`Demo User ${organisation().url} x=1`);
  expect(await evaluate('window.ended')).toBe('closed');
});

test('a global notification stays while one goes to another page, and a progress indicator covers it', async () => {
  await openContact();

  const id = await evaluate<string>(
    "Xrm.App.addGlobalNotification({ type: 2, level: 4, message: 'Syncing', showCloseButton: true })",
  );
  await evaluate("Xrm.Utility.showProgressIndicator('Please wait')");
  await page().getByTestId('progress').getByText('Please wait').waitFor();
  await evaluate('Xrm.Utility.closeProgressIndicator()');
  await page().getByTestId('nav-account').click();
  await page().getByTestId('list-account').waitFor();
  const shown = await page().getByTestId('global-notification').textContent();
  await page().evaluate((which) => Reflect.get(window, 'Xrm').App.clearGlobalNotification(which), id);

  expect(shown).toContain('Syncing');
  expect(await page().getByTestId('global-notification').count()).toBe(0);
});
