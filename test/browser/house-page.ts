import type { Browser, Page } from 'playwright-core';
import { type House, startHouse } from '../journeys/house.ts';
import { openBrowser } from './open-browser.ts';

/** A house of its own for one test file, and a page of its Dynamics for each test. */
export type HousePage = {
  readonly house: () => House;
  readonly page: () => Page;
  /** A contact whose *Newsletter* is on the platform. */
  readonly createMailable: (emailaddress1: string) => Promise<string>;
  readonly openForm: (table: string, id: string, query?: string) => Promise<void>;
  readonly change: (label: string, value: string) => Promise<void>;
  readonly save: () => Promise<void>;
  /** Waits until one of our notifications on the form says so; `name` is `status` or `hint`. */
  readonly told: (name: 'status' | 'hint', text: string) => Promise<void>;
  /** The calls of `assent_SyncRecord` so far. */
  readonly calls: () => Promise<number>;
  /** A control call of the Dynamics stand-in. */
  readonly control: (name: string, body: unknown) => Promise<void>;
};

/** Registers the hooks of the test file that calls it. Timers run when they are fired. Faults and a halted queue end with each test. */
export function useHousePage(): HousePage {
  let house: House;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [house, browser] = await Promise.all([startHouse(['--no-feedback', '--no-reconcile']), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), house?.stop()]);
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterEach(async () => {
    await page.close();
    await fetch(`${house.dataverse}/_control/faults`, { method: 'DELETE' });
    await control('async', { paused: false });
  });
  const control = async (name: string, body: unknown) =>
    void (await house.post(`${house.dataverse}/_control/${name}`, body));
  const save = async () => {
    await page.getByTestId('command-save').click();
    await page.getByTestId('dirty').getByText('Saved', { exact: true }).waitFor();
  };
  return {
    house: () => house,
    page: () => page,
    control,
    save,
    createMailable: async (emailaddress1) => {
      const id = await house.crm.create('contacts', { firstname: 'Eva', lastname: 'Visser', emailaddress1 });
      await house.crm.permit('contacts', id, 1);
      await house.quiet();
      return id;
    },
    openForm: async (table, id, query = '') => {
      // A new address behind the # alone would not load the page anew.
      await page.goto('about:blank');
      await page.goto(`${house.dataverse}/${query}#/${table}/${id}`);
      await page.getByTestId(`form-${table}`).waitFor();
    },
    change: async (label, value) => {
      await page.getByLabel(label, { exact: true }).fill(value);
      await save();
    },
    told: (name, text) => page.locator(`[data-id="assent.${name}"]`).getByText(text).waitFor(),
    calls: async () => {
      const requests = await house.get(`${house.dataverse}/_control/requests`);
      return (requests as { path: string }[]).filter(({ path }) => path.includes('assent_SyncRecord')).length;
    },
  };
}
