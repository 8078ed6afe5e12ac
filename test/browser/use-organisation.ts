import type { Browser } from 'playwright-core';
import { openBrowser } from './open-browser.ts';
import { type Organisation, startOrganisation } from './start-organisation.ts';

export type Prepare = (organisation: Organisation, browser: Browser) => Promise<void>;

/** Registers the hooks of the test file that calls it: an organisation and a browser; `prepare` is done once, before the first test. */
export function useOrganisation(withSolution: boolean, prepare?: Prepare) {
  let browser: Browser;
  let organisation: Organisation;
  beforeAll(async () => {
    [browser, organisation] = await Promise.all([openBrowser(), startOrganisation({ withSolution })]);
    await prepare?.(organisation, browser);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), organisation?.stop()]);
  });
  return { organisation: () => organisation, browser: () => browser };
}
