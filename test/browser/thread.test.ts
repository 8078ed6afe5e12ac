import type { Browser, Page } from 'playwright-core';
import { type House, startHouse } from '../journeys/house.ts';
import { openBrowser } from './open-browser.ts';

let house: House;
let browser: Browser;
let dynamics: Page;
let platform: Page;
let journey: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
  [dynamics, platform, journey] = await Promise.all([open(house.dataverse), open(house.spotler), open(house.journey)]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), house?.stop()]);
});

/** A person at three pages, who does nothing but save and look. */
test('SA-1 SA-5 SA-22: a contact who says yes is mailable once she is saved, unticked no more, ticked again, deleted no more, and Journey shows each way', async () => {
  const id = await createWithNewsletter();
  await openOnPlatform(id);
  await permission('Newsletter').locator('.pill.on').waitFor();
  for (const name of ['Events', 'Offers']) await permission(name).locator('.pill.off').waitFor();

  expect(await stepsOnJourney(id)).toEqual(['Webhook', 'Look', 'Decision', 'Call', 'Outcome']);
  expect(await journey.locator('main').textContent()).not.toMatch(/jansen/i);

  await newsletter().uncheck();
  await save();
  await permission('Newsletter').locator('.pill.off').waitFor();

  await newsletter().check();
  await save();
  await permission('Newsletter').locator('.pill.on').waitFor();

  await deleteIt();
  await permission('Newsletter').locator('.pill.off').waitFor();
  expect(await platform.locator('.permissions .pill').allInnerTexts()).toEqual(['off', 'off', 'off']);
  expect(await platform.getByRole('heading', { level: 1 }).textContent()).toBe('jansen@example.org');
});

async function createWithNewsletter(): Promise<string> {
  await dynamics.getByTestId('nav-contact').click();
  await command('New').click();
  await field('Last Name').fill('Jansen');
  await field('Email').fill('jansen@example.org');
  await dynamics.getByRole('tab', { name: 'Marketing' }).click();
  await dynamics.getByRole('button', { name: 'Add permission' }).click();
  await dynamics.getByRole('combobox', { name: 'Subscription' }).selectOption('Newsletter');
  await dynamics.getByRole('combobox', { name: 'Channel' }).selectOption('E-mail');
  await save();
  await house.quiet();
  return dynamics.url().split('/').at(-1) ?? '';
}

async function openOnPlatform(id: string): Promise<void> {
  await platform.reload();
  await platform.getByRole('link', { name: 'jansen@example.org' }).click();
  await platform.waitForURL(`${house.spotler}/contacts/${id}`);
}

/** The titles of the steps of a save that reached the platform; one further down may only have found it done. */
async function stepsOnJourney(id: string): Promise<readonly string[]> {
  await journey.getByLabel('Record').fill(id);
  await journey.getByLabel('Outcome').selectOption('applied');
  const shown = journey.locator('.journey').last();
  await shown.locator('summary').click();
  await shown.locator('.steps').waitFor();
  return shown.locator('.steps b').allInnerTexts();
}

async function deleteIt(): Promise<void> {
  await command('Delete').click();
  await dynamics.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await dynamics.getByTestId('list-contact').waitFor();
}

async function save(): Promise<void> {
  await command('Save').click();
  await dynamics.getByTestId('dirty').getByText('Saved', { exact: true }).waitFor();
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  return page;
}

const command = (name: string) => dynamics.getByRole('toolbar').getByRole('button', { name, exact: true });
const field = (name: string) => dynamics.getByLabel(name, { exact: true });
const newsletter = () => dynamics.getByRole('checkbox', { name: 'Newsletter, E-mail: granted' });
const permission = (name: string) => platform.getByRole('listitem').filter({ hasText: name });
