import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { eventually, fixtureApp, runApp } from './run-app.ts';

const library = require.resolve('@azure/functions');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'functions-app-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

/** An app of one file that registers what `code` says. */
const write = (code: string, files: Record<string, string> = {}) => {
  const main = `const { app, output } = require(${JSON.stringify(library)});\n${code}`;
  const all = { 'package.json': JSON.stringify({ type: 'module', main: 'main.cjs' }), 'main.cjs': main, ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(directory, name), text);
};
const start = (env: NodeJS.ProcessEnv = {}) => runApp(env, ['--app', directory]);
const hello = "app.http('hello', { methods: ['GET'], handler: () => ({ body: process.env.GREETING ?? 'none' }) });";

test('a bundle with the library inside runs, as it is deployed', async () => {
  mkdirSync(join(directory, 'dist'));
  write('', { 'package.json': JSON.stringify({ type: 'module', main: 'dist/main.cjs' }) });
  buildSync({
    entryPoints: [join(fixtureApp, 'main.cjs')],
    outfile: join(directory, 'dist/main.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@azure/functions-core'],
  });

  const app = await start();

  expect((await fetch(`${app.url}/api/echo`)).status).toBe(200);
  await app.stop();
});

test('without a key setting every function is open, as with Core Tools', async () => {
  write(`app.http('hello', { methods: ['GET'], authLevel: 'admin', handler: () => ({ body: 'open' }) });`);

  const app = await start();

  expect((await fetch(`${app.url}/api/hello`)).status).toBe(200);
  await app.stop();
});

test('host.json changes the route prefix, and an app setting overrides it', async () => {
  write(hello, { 'host.json': JSON.stringify({ version: '2.0', extensions: { http: { routePrefix: 'v1' } } }) });

  const app = await start();
  const other = await start({ AzureFunctionsJobHost__extensions__http__routePrefix: 'v2' });

  expect((await fetch(`${app.url}/v1/hello`)).status).toBe(200);
  expect((await fetch(`${other.url}/v2/hello`)).status).toBe(200);
  await Promise.all([app.stop(), other.stop()]);
});

test('local.settings.json gives settings that the environment does not have', async () => {
  write(hello, { 'local.settings.json': JSON.stringify({ Values: { GREETING: 'from the file' } }) });

  const app = await start();
  const other = await start({ GREETING: 'from the environment' });

  expect(await (await fetch(`${app.url}/api/hello`)).text()).toBe('from the file');
  expect(await (await fetch(`${other.url}/api/hello`)).text()).toBe('from the environment');
  await Promise.all([app.stop(), other.stop()]);
});

test('a function that takes longer than functionTimeout ends the process, as the host ends its worker', async () => {
  write(`app.http('wait', { methods: ['GET'], handler: () => new Promise(() => {}) });`, {
    'host.json': JSON.stringify({ version: '2.0', functionTimeout: '00:00:00.200' }),
  });
  const app = await start();
  const ended = new Promise((resolve) => app.process.child.once('exit', resolve));

  await expect(fetch(`${app.url}/api/wait`)).rejects.toThrow();

  expect(await ended).toBe(1);
  await eventually('the reason', () => app.lines.join('\n').includes('exceeded by function wait'));
});

test('a function cannot be registered once the app has started', async () => {
  write(`app.http('late', { methods: ['GET'], handler: () => { app.http('more', { handler: () => undefined }); } });`);
  const app = await start();

  expect((await fetch(`${app.url}/api/late`)).status).toBe(500);
  await eventually('the reason', () => app.lines.join('\n').includes('only be registered during app startup'));
  await app.stop();
});

describe('a start is refused, naming the reason, when', () => {
  const timer = (options: string) => `app.timer('x', { schedule: '0 0 0 * * *', handler: () => {}, ${options} });`;
  const queue = (options: string) =>
    `app.serviceBusQueue('x', { connection: 'C', queueName: 'q', handler: () => {}, ${options} });`;
  const cases: [string, string, string][] = [
    ['the app registers nothing', '', 'registered no function'],
    [
      'an output binding is used',
      timer("return: output.storageQueue({ queueName: 'q', connection: 'c' })"),
      'of type queue',
    ],
    ['a connection is missing', queue(''), 'no app setting C'],
    ['messages come in batches', queue("cardinality: 'many'"), "cardinality 'many'"],
    ['HTTP is streamed', `app.setup({ enableHttpStream: true });${hello}`, 'enableHttpStream'],
  ];

  test.each(cases)('%s', async (_reason, code, expected) => {
    write(code);

    await expect(start()).rejects.toThrow(expected);
  });

  test('main matches no file', async () => {
    write(hello, { 'package.json': JSON.stringify({ main: 'dist/*.cjs' }) });

    await expect(start()).rejects.toThrow('Is the app built?');
  });
});
