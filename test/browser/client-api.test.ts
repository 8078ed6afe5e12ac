import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';
import { writeSolution } from './scripted-solution.ts';
import { type Organisation, startOrganisation } from './start-organisation.ts';

/** The script that the form under test loads. What it hears goes to `window.heard`. */
const script = `
var Sample = Sample || {};
Sample.contact = (function () {
  window.heard = window.heard || [];
  var note = function (name) { return function (context) { window.heard.push(name + ' ' + context.getDepth()); }; };
  return {
    onLoad: function (context, first, second) {
      var form = context.getFormContext();
      window.form = form;
      window.heard.push(['load', context.getEventArgs().getDataLoadState(), form.ui.getFormType(), first, second].join(' '));
      if (window.prepared) return;
      window.prepared = true;
      form.data.addOnLoad(function (c) { window.heard.push('data ' + c.getEventArgs().getDataLoadState()); });
      form.data.entity.addOnPostSave(function (c) {
        var args = c.getEventArgs();
        window.heard.push(['postsave', args.getIsSaveSuccess(), args.getEntityReference().id !== '', (args.getSaveErrorInfo() || {}).errorCode || 0, form.data.entity.getIsDirty()].join(' '));
      });
      form.ui.setFormNotification(Xrm.Utility.getResourceString('smp_texts', 'greeting'), 'INFO', 'status');
      form.getControl('assent_permissions').addOnLoad(function (c) {
        window.heard.push('grid ' + c.getEventSource().getGrid().getTotalRecordCount());
      });
    },
    onSave: function (context) {
      var args = context.getEventArgs();
      window.heard.push('save ' + args.getSaveMode() + ' ' + args.isDefaultPrevented());
      if (window.refuse) args.preventDefault();
      if (window.wait) return window.wait;
    },
    onSaveLate: function (context) {
      window.heard.push('second ' + context.getDepth() + ' ' + context.getEventArgs().isDefaultPrevented());
      if (window.broken) throw new Error('Broken on purpose.');
    },
    onEmail: function (context) {
      var control = context.getFormContext().getControl('emailaddress1');
      window.heard.push('change ' + context.getEventSource().getValue());
      if (context.getEventSource().getValue() === 'x@x') control.setNotification('Not an address.', 'email');
      else control.clearNotification('email');
    }
  };
})();`;

/** Commands of the ribbon; they tell what they were handed. */
const commands = `
var Sample = Sample || {};
Sample.commands = {
  onForm: function (form, text, number) { window.heard = ['form', form.data.entity.getEntityName(), text, number]; form.ui.setFormNotification('Done', 'INFO', 'done'); },
  onList: function (grid, ids, references, table) {
    window.heard = [ids.length, references[0].TypeName, references[0].Id === ids[0], table, grid.getGrid().getSelectedRows().getLength()];
    grid.refresh();
  },
  broken: function () { throw new Error('Broken on purpose.'); }
};`;

const ribbon = `<Entity><Name>Contact</Name><RibbonDiffXml><CustomActions>
${customAction('Form', 'smp.form', 'Say hello')}${customAction('Form', 'smp.broken', 'Break')}${customAction('HomepageGrid', 'smp.list', '$LocLabels:smp.list.Label')}
</CustomActions><Templates><RibbonTemplates Id="Mscrm.Templates" /></Templates><CommandDefinitions>
${commandDefinition('smp.form', 'smp.saved', 'Sample.commands.onForm', '<CrmParameter Value="PrimaryControl" /><StringParameter Value="x" /><IntParameter Value="3" />')}
${commandDefinition('smp.broken', 'smp.saved', 'Sample.commands.broken', '')}
${commandDefinition('smp.list', 'smp.some', 'Sample.commands.onList', ['SelectedControl', 'SelectedControlSelectedItemIds', 'SelectedControlSelectedItemReferences', 'SelectedEntityTypeName'].map((name) => `<CrmParameter Value="${name}" />`).join(''))}
</CommandDefinitions><RuleDefinitions><TabDisplayRules /><DisplayRules /><EnableRules>
<EnableRule Id="smp.saved"><FormStateRule State="Existing" /></EnableRule>
<EnableRule Id="smp.some"><SelectionCountRule AppliesTo="SelectedEntity" Minimum="1" Maximum="2" /></EnableRule>
</EnableRules></RuleDefinitions><LocLabels><LocLabel Id="smp.list.Label"><Titles><Title description="Count them" languagecode="1033" /><Title description="Tel ze" languagecode="1043" /></Titles></LocLabel></LocLabels></RibbonDiffXml></Entity>`;

function customAction(bar: string, id: string, label: string): string {
  return `<CustomAction Id="${id}.Action" Location="Mscrm.${bar}.contact.MainTab.Actions.Controls._children" Sequence="90"><CommandUIDefinition><Button Id="${id}" Command="${id}.Command" LabelText="${label}" Alt="${label}" TemplateAlias="o1" ModernImage="$webresource:smp_/icon.svg" /></CommandUIDefinition></CustomAction>`;
}

function commandDefinition(id: string, rule: string, functionName: string, parameters: string): string {
  return `<CommandDefinition Id="${id}.Command"><EnableRules><EnableRule Id="${rule}" /></EnableRules><DisplayRules /><Actions><JavaScriptFunction FunctionName="${functionName}" Library="$webresource:smp_/commands.js">${parameters}</JavaScriptFunction></Actions></CommandDefinition>`;
}

const app = `<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>smp_app</SiteMapUniqueName><SiteMap><Area Id="a" ShowGroups="true"><Titles><Title LCID="1033" Title="Sample" /></Titles><Group Id="g"><Titles><Title LCID="1033" Title="Tools" /><Title LCID="1043" Title="Hulp" /></Titles>
<SubArea Id="smp_page" Icon="/WebResources/smp_/icon.svg" Url="$webresource:smp_/page.html"><Titles><Title LCID="1033" Title="Page" /></Titles></SubArea><SubArea Id="smp_jobs" Entity="assent_job" /></Group></Area></SiteMap><LocalizedNames><LocalizedName description="Sample" languagecode="1033" /></LocalizedNames></AppModuleSiteMap></AppModuleSiteMaps>
<AppModules><AppModule><UniqueName>smp_app</UniqueName><FormFactor>1</FormFactor><ClientType>4</ClientType><LocalizedNames><LocalizedName description="Sample" languagecode="1033" /></LocalizedNames></AppModule></AppModules>`;

const iconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="#0f6cbd" /></svg>';

const resx = (greeting: string) =>
  `<?xml version="1.0"?><root><data name="greeting" xml:space="preserve"><value>${greeting}</value></data></root>`;

const page1 = `<!doctype html><html><head><script src="ClientGlobalContext.js.aspx"></script></head><body><p id="who"></p><button onclick="window.close()">Done</button><script>document.getElementById('who').textContent = parent.Xrm.Utility.getGlobalContext().userSettings.userName + ' ' + GetGlobalContext().getClientUrl() + ' ' + new URLSearchParams(location.search).get('Data');</script></body></html>`;

let browser: Browser;
let organisation: Organisation;
let page: Page;

beforeAll(async () => {
  [browser, organisation] = await Promise.all([openBrowser(), startOrganisation({ withSolution: true })]);
  await organisation.importZip(
    await writeSolution({
      resources: [
        { name: 'smp_/contact.js', type: 3, text: script, needs: ['smp_texts.1033.resx'] },
        { name: 'smp_texts.1033.resx', type: 12, text: resx('Hello') },
        { name: 'smp_texts.1043.resx', type: 12, text: resx('Hallo') },
        { name: 'smp_/page.html', type: 1, text: page1 },
        { name: 'smp_/commands.js', type: 3, text: commands },
        { name: 'smp_/icon.svg', type: 11, text: iconSvg },
      ],
      entities: ribbon,
      more: app,
    }),
  );
  await register(
    'contact',
    ['smp_/contact.js'],
    [
      ['onload', '', 'Sample.contact.onLoad', 'parameters="\'a\', 2"'],
      ['onsave', '', 'Sample.contact.onSave', ''],
      ['onsave', '', 'Sample.contact.onSaveLate', ''],
      ['onchange', 'emailaddress1', 'Sample.contact.onEmail', ''],
    ],
  );
  await register('account', ['smp_/gone.js'], [['onload', '', 'Gone.onLoad', '']]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), organisation?.stop()]);
});

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
});
afterEach(() => page.close());

type Registration = readonly [event: string, attribute: string, functionName: string, more: string];

/** As an installer does it: the form's XML is read, handlers are put in, and the form is published. */
async function register(table: string, libraries: readonly string[], handlers: readonly Registration[]) {
  const [form] = await organisation.list(
    `systemforms?$select=formxml&$filter=objecttypecode eq '${table}' and type eq 2 and isdefault eq true`,
  );
  const library = libraries
    .map((name) => `<Library name="${name}" libraryUniqueId="{${crypto.randomUUID()}}" />`)
    .join('');
  const names = [...new Set(handlers.map(([event, attribute]) => `${event}|${attribute}`))];
  const events = names.map((key) => {
    const [event = '', attribute = ''] = key.split('|');
    const own = handlers.filter(([name, column]) => name === event && column === attribute);
    const list = own.map(
      ([, , functionName, more]) =>
        `<Handler functionName="${functionName}" libraryName="${libraries[0]}" handlerUniqueId="{${crypto.randomUUID()}}" enabled="true" passExecutionContext="true" ${more} />`,
    );
    return `<event name="${event}" application="false" active="true" ${attribute ? `attribute="${attribute}"` : ''}><Handlers>${list.join('')}</Handlers></event>`;
  });
  const xml = String(form?.formxml).replace(
    '</events>',
    `${events.join('')}</events><formLibraries>${library}</formLibraries>`,
  );
  await organisation.update(`systemforms(${form?.formid})`, { formxml: xml });
  await organisation.call('PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
}

async function openForm(table: string, id = 'new', query = ''): Promise<void> {
  await page.goto(`${organisation.url}/${query}#/${table}/${id}`);
  await page.getByTestId(`form-${table}`).waitFor();
}

const openContact = async (values: Record<string, unknown> = {}) => {
  const id = await organisation.create('contacts', { firstname: 'Eva', lastname: 'Visser', ...values });
  await openForm('contact', id);
  return id;
};

/** What the script has heard since the last time it was asked. */
const heard = () => page.evaluate<string[]>('window.heard.splice(0)');
const evaluate = <T>(code: string) => page.evaluate<T>(code);
const command = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
const field = (name: string) => page.getByLabel(name, { exact: true });
const saved = () => page.getByTestId('dirty').getByText('Saved', { exact: true }).waitFor();

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
  await page.waitForFunction('window.heard.length === 2');

  expect(await heard()).toEqual(['save 1 false', 'second 2 true']);
  expect((await organisation.read(`contacts(${id})?$select=jobtitle`)).jobtitle).toBeNull();
  expect(await page.getByTestId('dirty').textContent()).toBe('Unsaved');
});

test('a save waits for the promise of its handler', async () => {
  const id = await openContact();

  await evaluate('window.wait = new Promise((resolve) => { window.go = resolve; }); 0');
  await field('Job Title').fill('Baker');
  await command('Save').click();
  await page.getByTestId('dirty').getByText('Saving…').waitFor();
  const before = await organisation.read(`contacts(${id})?$select=jobtitle`);
  await evaluate('window.go()');
  await saved();

  expect(before.jobtitle).toBeNull();
  expect((await organisation.read(`contacts(${id})?$select=jobtitle`)).jobtitle).toBe('Baker');
});

test('a handler that throws is told on the form and does not hold the save up', async () => {
  const id = await openContact();

  await evaluate('window.broken = true');
  await field('Job Title').fill('Baker');
  await command('Save').click();
  await saved();

  expect(await page.getByTestId('notices').textContent()).toContain('Broken on purpose.');
  expect((await organisation.read(`contacts(${id})?$select=jobtitle`)).jobtitle).toBe('Baker');
});

test('after a refused save the after-save handlers get the error', async () => {
  await openContact();
  await heard();
  await organisation.control('faults', {
    match: { method: 'PATCH', pathPattern: '/contacts' },
    status: 403,
    body: '{"error":{"code":"0x80040220","message":"Not allowed."}}',
    count: 1,
  });

  await field('Job Title').fill('Baker');
  await command('Save').click();
  await page.getByTestId('error').getByText('Not allowed.').waitFor();

  expect(await heard()).toContain(`postsave false true ${0x80040220} true`);
});

test('a form whose library is missing works, and says so', async () => {
  await openForm('account');
  await field('Account Name').fill('Bakery');
  await command('Save').click();
  await saved();

  const notices = await page.getByTestId('notices').textContent();
  expect(notices).toContain('smp_/gone.js is not in this organisation');
  expect(notices).toContain('Web resource method does not exist: Gone.onLoad');
});

test('a field that is left tells its handlers once, and its error holds the save up', async () => {
  await openContact();
  await heard();

  await field('Email').fill('x@x');
  await field('Job Title').focus();
  await command('Save').click();
  await page.getByTestId('error').getByText('Fields with errors: Email.').waitFor();
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

  await page.getByRole('tab', { name: 'Marketing' }).click();
  await page.getByRole('button', { name: 'Add permission' }).click();
  await command('Save').click();
  await saved();

  expect((await heard()).at(-1)).toBe('grid 1');
});

test('texts come in the language of the person', async () => {
  await openForm('contact');
  const english = await page.getByTestId('notification').textContent();
  await openForm('contact', 'new', '?lcid=1043');

  expect(english).toContain('Hello');
  await page.getByTestId('notification').getByText('Hallo').waitFor();
});

test('attributes and controls follow the form and change it', async () => {
  const account = await organisation.create('accounts', { name: 'Bakery' });
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
  await page.getByTestId('error').getByText('Required fields must be filled in: Email.').waitFor();
});

test('a script saves the record by its mode', async () => {
  await openContact();
  await heard();

  await evaluate("form.getAttribute('jobtitle').setValue('Baker'); form.data.entity.save('saveandclose')");
  await page.getByTestId('list-contact').waitFor();

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
  await page.getByTestId('dialog-confirm').click();
  const confirmed = await evaluate<{ confirmed: boolean }>('window.answer');
  await evaluate(
    "window.ended = Xrm.Navigation.navigateTo({ pageType: 'webresource', webresourceName: 'smp_/page.html', data: 'x=1' }, { target: 2, width: 400, height: 300, title: 'History' }).then(() => 'closed'); 0",
  );
  const frame = page.frameLocator('dialog iframe');
  const text = await frame.locator('#who').textContent();
  await frame.getByRole('button', { name: 'Done' }).click();

  expect(confirmed).toEqual({ confirmed: true });
  expect(text).toBe(`Demo User ${organisation.url} x=1`);
  expect(await evaluate('window.ended')).toBe('closed');
});

test('a global notification stays while one goes to another page, and a progress indicator covers it', async () => {
  await openContact();

  const id = await evaluate<string>(
    "Xrm.App.addGlobalNotification({ type: 2, level: 4, message: 'Syncing', showCloseButton: true })",
  );
  await evaluate("Xrm.Utility.showProgressIndicator('Please wait')");
  await page.getByTestId('progress').getByText('Please wait').waitFor();
  await evaluate('Xrm.Utility.closeProgressIndicator()');
  await page.getByTestId('nav-account').click();
  await page.getByTestId('list-account').waitFor();
  const shown = await page.getByTestId('global-notification').textContent();
  await page.evaluate((which) => Reflect.get(window, 'Xrm').App.clearGlobalNotification(which), id);

  expect(shown).toContain('Syncing');
  expect(await page.getByTestId('global-notification').count()).toBe(0);
});

test('a button of a solution on a form is there once the record is saved, and gets the form', async () => {
  await openForm('contact');
  const onNew = await command('Say hello').count();
  await openContact();

  await command('Say hello').click();
  await page.getByTestId('notification').getByText('Done').waitFor();

  expect(onNew).toBe(0);
  expect(await evaluate('window.heard')).toEqual(['form', 'contact', 'x', 3]);
  expect(await command('Say hello').locator('img').getAttribute('src')).toContain('/WebResources/smp_/icon.svg');
});

test('a button whose script fails says so', async () => {
  await openContact();

  await command('Break').click();

  await page.getByTestId('error').getByText('Broken on purpose.').waitFor();
});

test('a button on a list gets the selected records, and is there for as many as its rule allows', async () => {
  for (const firstname of ['A', 'B', 'C']) await organisation.create('contacts', { firstname, lastname: 'Selected' });
  await page.goto(`${organisation.url}/?lcid=1043#/contact`);
  const rows = page.getByRole('row').filter({ hasText: 'Selected' });
  await rows.first().waitFor();

  const before = await command('Tel ze').count();
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(1).getByRole('checkbox').check();
  await command('Tel ze').click();
  await page.waitForFunction('Array.isArray(window.heard)');
  const heardThere = await evaluate('window.heard');
  await rows.nth(2).getByRole('checkbox').waitFor();
  for (const index of [0, 1, 2]) await rows.nth(index).getByRole('checkbox').check();

  expect(before).toBe(0);
  expect(heardThere).toEqual([2, 'contact', true, 'contact', 2]);
  expect(await command('Tel ze').count()).toBe(0);
});

test('the site map of an app shows its tables and its pages, which fill the place of a list', async () => {
  await page.goto(organisation.url);
  await page.getByTestId('nav-smp_page').waitFor();
  const groups = await page.getByRole('navigation').getByRole('heading').allInnerTexts();

  await page.getByTestId('nav-smp_page').click();
  const text = await page.frameLocator('iframe').locator('#who').textContent();

  expect(groups).toEqual(expect.arrayContaining(['Customers', 'Sample · Tools']));
  expect(text).toContain('Demo User');
  expect(await page.getByTestId('nav-smp_page').getAttribute('aria-current')).toBe('page');
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Jobs' }).count()).toBeGreaterThan(0);
});
