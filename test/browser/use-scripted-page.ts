import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';
import { registerHandlers } from './register-handlers.ts';
import { writeSampleScripts } from './sample-scripts.ts';
import { type Organisation, startOrganisation } from './start-organisation.ts';

export type ScriptedPage = {
  readonly organisation: () => Organisation;
  readonly page: () => Page;
  readonly openForm: (table: string, id?: string, query?: string) => Promise<void>;
  /** Opens the form of a new contact and answers its id. */
  readonly openContact: (values?: Record<string, unknown>) => Promise<string>;
  /** What the script has heard since the last time it was asked. */
  readonly heard: () => Promise<string[]>;
  readonly evaluate: <T>(code: string) => Promise<T>;
  readonly command: (name: string) => Locator;
  readonly field: (name: string) => Locator;
  /** Waits until the form says that it is saved. */
  readonly saved: () => Promise<void>;
};

/**
 * Registers the hooks of the test file that calls it: an organisation with the sample scripts, and a page for each test. The contact's form
 * has a handler of every event; the library of the account's form is missing.
 */
export function useScriptedPage(): ScriptedPage {
  let browser: Browser;
  let organisation: Organisation;
  let page: Page;
  beforeAll(async () => {
    [browser, organisation] = await Promise.all([openBrowser(), startOrganisation({ withSolution: true })]);
    await prepare(organisation);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), organisation?.stop()]);
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
  });
  afterEach(() => page.close());
  const openForm = async (table: string, id = 'new', query = '') => {
    await page.goto(`${organisation.url}/${query}#/${table}/${id}`);
    await page.getByTestId(`form-${table}`).waitFor();
  };
  return {
    organisation: () => organisation,
    page: () => page,
    openForm,
    openContact: async (values = {}) => {
      const id = await organisation.create('contacts', { firstname: 'Eva', lastname: 'Visser', ...values });
      await openForm('contact', id);
      return id;
    },
    heard: () => page.evaluate<string[]>('window.heard.splice(0)'),
    evaluate: <T>(code: string) => page.evaluate<T>(code),
    command: (name) => page.getByRole('toolbar').getByRole('button', { name, exact: true }),
    field: (name) => page.getByLabel(name, { exact: true }),
    saved: () => page.getByTestId('dirty').getByText('Saved', { exact: true }).waitFor(),
  };
}

async function prepare(organisation: Organisation): Promise<void> {
  await organisation.importZip(await writeSampleScripts());
  await registerHandlers(
    organisation,
    'contact',
    ['smp_/contact.js'],
    [
      ['onload', '', 'Sample.contact.onLoad', 'parameters="\'a\', 2"'],
      ['onsave', '', 'Sample.contact.onSave', ''],
      ['onsave', '', 'Sample.contact.onSaveLate', ''],
      ['onchange', 'emailaddress1', 'Sample.contact.onEmail', ''],
    ],
  );
  await registerHandlers(organisation, 'account', ['smp_/gone.js'], [['onload', '', 'Gone.onLoad', '']]);
}
