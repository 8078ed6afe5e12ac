import type { Browser, Page } from 'playwright-core';
import { type Started, start } from '../conformance/spotler/start.ts';
import { openBrowser } from './open-browser.ts';

let spotler: Started;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [spotler, browser] = await Promise.all([start(), openBrowser()]);
  page = await browser.newPage();
});
beforeEach(async () => {
  await spotler.control('POST', '/reset');
  const properties = { email: 'eva@people.example', firstName: 'Eva', permissions: [{ bit: 1, enabled: true }] };
  await spotler.call('POST', '/contact', { contact: { externalId: 'c1', properties } });
});
afterAll(async () => {
  await browser.close();
  await spotler.stop();
});

const permission = (name: string) => page.getByRole('listitem').filter({ hasText: name });

test('the list leads to a contact, whose permissions say on or off', async () => {
  await page.goto(spotler.url);

  await page.getByRole('link', { name: 'eva@people.example' }).click();

  await page.getByRole('heading', { name: 'eva@people.example' }).waitFor();
  expect(await permission('Newsletter').locator('.pill').textContent()).toBe('on');
  expect(await permission('Events').locator('.pill').textContent()).toBe('off');
  expect(page.url()).toBe(`${spotler.url}/contacts/c1`);
});

test('a permission that is switched off elsewhere turns off before the eyes of the reader', async () => {
  await page.goto(`${spotler.url}/contacts/c1`);

  await spotler.call('PUT', '/contact/c1', { contact: { properties: { permissions: [{ bit: 1, enabled: false }] } } });

  await permission('Newsletter').locator('.pill.off').waitFor();
  await page.getByText('Newsletter: on → off').waitFor();
});

test('the buttons do what a recipient does', async () => {
  await page.goto(`${spotler.url}/contacts/c1`);

  await page.getByRole('button', { name: 'Unsubscribe: Newsletter' }).click();
  await permission('Newsletter').locator('.pill.off').waitFor();
  await page.getByRole('button', { name: 'Complain of spam' }).click();
  await page.getByText('inactive: complained of spam').waitFor();

  expect((await spotler.control('GET', '/contacts/c1')).body).toMatchObject({
    state: 'inactive',
    permissions: { 1: false },
  });
});

test('a contact is found by its address, in whatever case', async () => {
  await spotler.control('POST', '/seed', { contacts: 60 });
  await page.goto(spotler.url);

  await page.getByRole('searchbox').fill('EVA@people.example');
  await page.getByRole('button', { name: 'Find' }).click();

  await page.getByText('1 found').waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
});

test('mailings and requests have their pages, and names that look like markup stay text', async () => {
  await spotler.control('POST', '/mailing', { name: '<b>News</b>', bit: 1, opens: 1 });
  await page.goto(spotler.url);

  await page.getByRole('link', { name: 'Mailings' }).click();
  await page.getByRole('rowheader', { name: '<b>News</b>' }).waitFor();
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByText('POST /integrationservice-1.1.0/contact').waitFor();

  expect(await page.locator('h1').textContent()).toBe('Requests');
});

test('every control has a name, every table a caption and the page one main heading', async () => {
  for (const path of ['/', '/contacts/c1', '/mailings', '/requests']) {
    await page.goto(spotler.url + path);

    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    for (const control of await page.locator('button, input:not([type=hidden]), a').all())
      expect(
        await control.evaluate(
          (one) => (one as HTMLInputElement).labels?.[0]?.textContent || one.ariaLabel || one.textContent,
        ),
      ).toBeTruthy();
  }
});
