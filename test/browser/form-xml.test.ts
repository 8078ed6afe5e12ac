import { formsPart } from '../../solution/install/parts/forms.ts';
import { openWebApi } from '../../solution/web-api.ts';
import { openFormOn, useFormPage } from './use-form-page.ts';

/** The tabs of each form before the product was installed. */
const tabsBefore = new Map<string, readonly string[]>();
const tables = ['contact', 'lead', 'account'];

const { organisation, page, openForm } = useFormPage(false, async (here, browser) => {
  const before = await browser.newPage();
  for (const table of tables) {
    await openFormOn(before, here, table);
    tabsBefore.set(table, await tabs(before));
  }
  await before.close();
  await here.importSolutions();
  const api = await openWebApi(here.url, here.credentials);
  for (const { apply } of await formsPart(api).differences()) await apply?.();
});

const tabs = (on = page()) => on.getByRole('tab').allInnerTexts();
const headings = () =>
  page().getByRole('main').getByRole('heading', { level: 2 }).filter({ visible: true }).allInnerTexts();
const formOf = async (table: string) => {
  const filter = `objecttypecode eq '${table}' and type eq 2`;
  const [form] = await organisation().list(`systemforms?$select=formxml&$filter=${filter}`);
  return { path: `systemforms(${form?.formid})`, xml: String(form?.formxml) };
};
/** As a maker does it in the form designer: changed, then published. Answers how to take it back. */
const change = async (table: string, edit: (xml: string) => string) => {
  const { path, xml } = await formOf(table);
  await put(table, path, edit(xml));
  return () => put(table, path, xml);
};
const put = async (table: string, path: string, formxml: string) => {
  await organisation().update(path, { formxml });
  await organisation().call('PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
};

describe('the forms of an organisation', () => {
  test('SA-21: have a Summary tab, a Details tab and, only once the product is installed, a tab Marketing with the permissions', async () => {
    for (const table of tables) {
      await openForm(table);
      await page().getByRole('tab', { name: 'Marketing' }).click();

      expect(tabsBefore.get(table)).toEqual(['Summary', 'Details']);
      expect(await tabs()).toEqual(['Summary', 'Details', 'Marketing']);
      expect(await headings()).toEqual(['Permissions', 'Marketing platform']);
      expect(await page().getByTestId('permissions').isVisible()).toBe(true);
      for (const name of ['Bounce', 'Global opt-out', 'Withheld'])
        expect(await page().getByLabel(name, { exact: true }).isDisabled()).toBe(true);
    }
  });

  test('SA-21: name what is ours in the language of the person', async () => {
    await openForm('contact', 'new', '?lcid=1043');
    await page().getByRole('tab', { name: 'Marketing' }).click();

    expect(await headings()).toEqual(['Toestemmingen', 'Marketingplatform']);
    expect(await page().getByLabel('Tegengehouden', { exact: true }).isVisible()).toBe(true);
  });

  test('show what a maker has put there, and nothing that she has hidden or that is not in the organisation', async () => {
    const nickname = cell('nickname', 'Call name');
    const gone = cell('new_gone', 'Gone');
    const undo = await change('contact', (xml) =>
      xml
        .replace('name="DETAILS_TAB"', 'name="DETAILS_TAB" visible="false"')
        .replace(/(<section name="ADDRESS".*?<rows>)/, `$1<row>${nickname}</row><row>${gone}</row>`)
        .replace('datafieldname="jobtitle" disabled="false"', 'datafieldname="jobtitle" disabled="true"'),
    );

    await openForm('contact');
    await undo();

    expect(await tabs()).toEqual(['Summary', 'Marketing']);
    expect(await page().getByLabel('Call name', { exact: true }).isEditable()).toBe(true);
    expect(await page().getByLabel('Job Title', { exact: true }).isDisabled()).toBe(true);
    expect(await page().getByLabel('Gone').count()).toBe(0);
  });

  test('show the records of another table that belong to the record, and take a new one with quick create', async () => {
    const account = await organisation().create('accounts', { name: 'Bakery' });
    const here = { lastname: 'Hier', 'parentcustomerid_account@odata.bind': `/accounts(${account})` };
    await organisation().create('contacts', here);
    await organisation().create('contacts', { lastname: 'Elders' });
    await openForm('account', account);
    const grid = page().getByTestId('grid-Contacts');
    await grid.getByRole('link', { name: 'Hier' }).waitFor();

    await grid.getByRole('button', { name: 'New Contact' }).click();
    const company = await page().getByRole('dialog').getByRole('combobox', { name: 'Company Name' }).inputValue();
    await page().getByRole('dialog').getByLabel('Last Name', { exact: true }).fill('Nieuw');
    await page().getByRole('button', { name: 'Save and Close' }).click();
    await grid.getByRole('link', { name: 'Nieuw' }).waitFor();

    expect(company).toBe('Bakery');
    expect(await grid.getByRole('link').allInnerTexts()).toEqual(['Hier', 'Nieuw']);
  });
});

function cell(column: string, label: string): string {
  return `<cell id="{${crypto.randomUUID()}}"><labels><label description="${label}" languagecode="1033" /></labels><control id="${column}" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" datafieldname="${column}" disabled="false" /></cell>`;
}
