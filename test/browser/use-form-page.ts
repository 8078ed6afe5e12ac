import type { Page } from 'playwright-core';
import type { Organisation } from './start-organisation.ts';
import { type Prepare, useOrganisation } from './use-organisation.ts';

export type FormPage = {
  readonly organisation: () => Organisation;
  readonly page: () => Page;
  readonly openForm: (table: string, id?: string, query?: string) => Promise<void>;
};

/** Registers the hooks of the test file that calls it: an organisation, and a new page for each test, whose forms are opened in it. */
export function useFormPage(withSolution: boolean, prepare: Prepare): FormPage {
  const { organisation, browser } = useOrganisation(withSolution, prepare);
  let page: Page;
  beforeEach(async () => {
    page = await browser().newPage();
    page.setDefaultTimeout(10_000);
  });
  afterEach(() => page.close());
  return {
    organisation,
    page: () => page,
    openForm: (table, id, query) => openFormOn(page, organisation(), table, id, query),
  };
}

export async function openFormOn(
  page: Page,
  { url }: Organisation,
  table: string,
  id = 'new',
  query = '',
): Promise<void> {
  await page.goto(`${url}/${query}#/${table}/${id}`);
  await page.getByTestId(`form-${table}`).waitFor();
}
