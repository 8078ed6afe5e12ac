import type { Browser, Page } from 'playwright-core';
import { formsPart } from '../../solution/install/parts/forms.ts';
import { openWebApi } from '../../solution/web-api.ts';
import { openBrowser } from './open-browser.ts';
import { type Organisation, startOrganisation } from './start-organisation.ts';

let browser: Browser;
let organisation: Organisation;
let page: Page;

beforeAll(async () => {
  [browser, organisation] = await Promise.all([openBrowser(), startOrganisation({ withSolution: false })]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), organisation?.stop()]);
});
beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
});
afterEach(() => page.close());

async function openForm(table: string, id = 'new', query = ''): Promise<void> {
  await page.goto(`${organisation.url}/${query}#/${table}/${id}`);
  await page.getByTestId(`form-${table}`).waitFor();
}

const tabs = () => page.getByRole('tab').allInnerTexts();
const headings = () =>
  page.getByRole('main').getByRole('heading', { level: 2 }).filter({ visible: true }).allInnerTexts();
const formOf = async (table: string) => {
  const filter = `objecttypecode eq '${table}' and type eq 2`;
  const [form] = await organisation.list(`systemforms?$select=formxml&$filter=${filter}`);
  return { path: `systemforms(${form?.formid})`, xml: String(form?.formxml) };
};
/** As a maker does it in the form designer: changed, then published. */
const change = async (table: string, edit: (xml: string) => string) => {
  const { path, xml } = await formOf(table);
  await organisation.update(path, { formxml: edit(xml) });
  await organisation.call('PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
};

/** These tests follow one organisation from before the installation to what its makers do afterwards. */
describe('the forms of an organisation', () => {
  test('SA-21: have no tab Marketing before the product is installed', async () => {
    for (const table of ['contact', 'lead', 'account']) {
      await openForm(table);

      expect(await tabs()).toEqual(['Summary', 'Details']);
    }
  });

  test('SA-21: have a Summary tab, a Details tab and a tab Marketing with the permissions once it is', async () => {
    await organisation.importSolutions();
    const api = await openWebApi(organisation.url, organisation.credentials);
    for (const { apply } of await formsPart(api).differences()) await apply?.();

    for (const table of ['contact', 'lead', 'account']) {
      await openForm(table);
      await page.getByRole('tab', { name: 'Marketing' }).click();

      expect(await tabs()).toEqual(['Summary', 'Details', 'Marketing']);
      expect(await headings()).toEqual(['Permissions', 'Marketing platform']);
      expect(await page.getByTestId('permissions').isVisible()).toBe(true);
      for (const name of ['Bounce', 'Global opt-out', 'Withheld'])
        expect(await page.getByLabel(name, { exact: true }).isDisabled()).toBe(true);
    }
  });

  test('SA-21: name what is ours in the language of the person', async () => {
    await openForm('contact', 'new', '?lcid=1043');
    await page.getByRole('tab', { name: 'Marketing' }).click();

    expect(await headings()).toEqual(['Toestemmingen', 'Marketingplatform']);
    expect(await page.getByLabel('Tegengehouden', { exact: true }).isVisible()).toBe(true);
  });

  test('show what a maker has put there, and nothing that she has hidden or that is not in the organisation', async () => {
    const nickname = cell('nickname', 'Call name');
    const gone = cell('new_gone', 'Gone');
    await change('contact', (xml) =>
      xml
        .replace('name="DETAILS_TAB"', 'name="DETAILS_TAB" visible="false"')
        .replace(/(<section name="ADDRESS".*?<rows>)/, `$1<row>${nickname}</row><row>${gone}</row>`)
        .replace('datafieldname="jobtitle" disabled="false"', 'datafieldname="jobtitle" disabled="true"'),
    );

    await openForm('contact');

    expect(await tabs()).toEqual(['Summary', 'Marketing']);
    expect(await page.getByLabel('Call name', { exact: true }).isEditable()).toBe(true);
    expect(await page.getByLabel('Job Title', { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByLabel('Gone').count()).toBe(0);
  });

  test('show the records of another table that belong to the record, and take a new one with quick create', async () => {
    const account = await organisation.create('accounts', { name: 'Bakery' });
    const here = { lastname: 'Hier', 'parentcustomerid_account@odata.bind': `/accounts(${account})` };
    await organisation.create('contacts', here);
    await organisation.create('contacts', { lastname: 'Elders' });
    await openForm('account', account);
    const grid = page.getByTestId('grid-Contacts');
    await grid.getByRole('link', { name: 'Hier' }).waitFor();

    await grid.getByRole('button', { name: 'New Contact' }).click();
    const company = await page.getByRole('dialog').getByRole('combobox', { name: 'Company Name' }).inputValue();
    await page.getByRole('dialog').getByLabel('Last Name', { exact: true }).fill('Nieuw');
    await page.getByRole('button', { name: 'Save and Close' }).click();
    await grid.getByRole('link', { name: 'Nieuw' }).waitFor();

    expect(company).toBe('Bakery');
    expect(await grid.getByRole('link').allInnerTexts()).toEqual(['Hier', 'Nieuw']);
  });
});

function cell(column: string, label: string): string {
  return `<cell id="{${crypto.randomUUID()}}"><labels><label description="${label}" languagecode="1033" /></labels><control id="${column}" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" datafieldname="${column}" disabled="false" /></cell>`;
}
