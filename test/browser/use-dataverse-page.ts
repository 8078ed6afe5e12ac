import type { Locator, Page } from 'playwright-core';
import type { Organisation } from './start-organisation.ts';
import { useOrganisation } from './use-organisation.ts';

/** A local page answers in milliseconds, on a busy machine in seconds; whoever waits longer waits for something that will not come. */
const patienceMs = 10_000;

export type DataversePage = {
  readonly organisation: () => Organisation;
  readonly page: () => Page;
  /** A page of another organisation. The caller closes it. */
  readonly openPage: (of: Organisation) => Promise<Page>;
  readonly go: (hash: string) => Promise<void>;
  /** Opens the form of a new contact and answers its id. */
  readonly openContact: (values?: Record<string, unknown>) => Promise<string>;
  readonly command: (name: string) => Locator;
  readonly tab: (name: string) => Locator;
  /** Says whether the form is saved. */
  readonly marker: () => Locator;
  readonly field: (name: string) => Locator;
  readonly save: () => Promise<void>;
  /** Rows of the list, found by a last name no other test uses. */
  readonly searchContacts: (lastName: string) => Promise<Locator>;
};

/** Registers the hooks of the test file that calls it: an organisation with the solution, and one page, at home before each test. */
export function useDataversePage(): DataversePage {
  const { organisation, browser } = useOrganisation(true);
  let page: Page;
  beforeAll(async () => {
    page = await openPage(organisation());
  });
  beforeEach(() => goHome(page, organisation().url));
  const openPage = async (of: Organisation) => {
    const opened = await browser().newPage();
    opened.setDefaultTimeout(patienceMs);
    await opened.goto(of.url);
    await opened.getByRole('heading', { name: 'Welcome' }).waitFor();
    return opened;
  };
  const go = async (hash: string) => {
    await page.evaluate((to) => location.assign(to), hash);
    await page.getByTestId(/^(list|form)-/).waitFor();
  };
  const command = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
  const marker = () => page.getByTestId('dirty');
  return {
    organisation,
    page: () => page,
    openPage,
    go,
    openContact: async (values = {}) => {
      const id = await organisation().create('contacts', { firstname: 'Eva', lastname: 'Visser', ...values });
      await go(`#/contact/${id}`);
      await page.getByTestId('form-contact').waitFor();
      return id;
    },
    command,
    tab: (name) => page.getByRole('tab', { name }),
    marker,
    field: (name) => page.getByLabel(name, { exact: true }),
    save: async () => {
      await command('Save').click();
      await marker().getByText('Saved', { exact: true }).waitFor();
    },
    searchContacts: async (lastName) => {
      await go('#/contact');
      await page.getByRole('searchbox').fill(lastName);
      await page.getByRole('searchbox').press('Enter');
      return page.getByRole('row').filter({ hasText: lastName });
    },
  };
}

/** Back to the front page, whatever the test before has left open; the page itself is loaded once for all tests. */
async function goHome(page: Page, url: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.goto(`${url}/#/`);
  const welcome = page.getByRole('heading', { name: 'Welcome' });
  const leave = page.getByRole('button', { name: 'Leave without saving' });
  await welcome.or(leave).first().waitFor();
  if (await leave.isVisible()) await leave.click();
  await welcome.waitFor();
}

export async function textsOf(locator: Locator): Promise<readonly string[]> {
  return (await locator.allInnerTexts()).map((text) => text.trim());
}
