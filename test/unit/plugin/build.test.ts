import { createContext, runInContext } from 'node:vm';
import { buildPlugin } from '../../../plugin/build.ts';

let built: Awaited<ReturnType<typeof buildPlugin>>;

beforeAll(async () => {
  built = await buildPlugin();
});

const text = (path: string) => Buffer.from(built.find((one) => one.path === path)?.bytes ?? []).toString();

test('every web resource is built', () => {
  expect(built.map(({ path }) => path).sort()).toEqual([
    'assent_/commands/commands.js',
    'assent_/forms/account.js',
    'assent_/forms/contact.js',
    'assent_/forms/lead.js',
    'assent_/history/history.css',
    'assent_/history/history.js',
    'assent_/history/index.html',
  ]);
});

/** In one page, as Dynamics loads them: none may take away the names of another. */
test('the functions that Dynamics calls stand under their names, side by side', () => {
  const page = createContext({});
  for (const { path } of built.filter(({ path }) => /forms|commands/.test(path))) runInContext(text(path), page);

  const names = ['forms.contact.onLoad', 'forms.lead.onLoad', 'forms.account.onLoad'];
  for (const name of [...names, 'commands.syncNow', 'commands.marketingHistory'])
    expect([name, runInContext(`typeof Assent.${name}`, page)]).toEqual([name, 'function']);
});

test('a script loads in no time: less than 20 KB, no schema library in it', () => {
  for (const { path, bytes } of built.filter(({ path }) => path.endsWith('.js'))) {
    expect([path, bytes.length < 20_000]).toEqual([path, true]);
    expect(text(path)).not.toMatch(/zod/i);
  }
});

test('nothing is in a script that the solution checker refuses', () => {
  for (const { path } of built.filter(({ path }) => path.endsWith('.js')))
    expect([path, text(path).match(/\beval\(|new Function|Xrm\.Page|XMLHttpRequest|console\.|debugger/g)]).toEqual([
      path,
      null,
    ]);
});

test('the same sources give the same bytes', async () => {
  expect(await buildPlugin()).toEqual(built);
});
