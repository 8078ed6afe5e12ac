import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';
import { createClient, type Key } from './client.ts';

const main = fileURLToPath(new URL('../../../infra/local/spotler/main.ts', import.meta.url));

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'spotler-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function run(...args: string[]) {
  const process = await spawnStandIn(main, ['--port', '0', ...args]);
  const ready = process.ready as { url: string; spotlerAuth: Key & { baseUrl: string } };
  return { process, ready, ...createClient(ready.url, ready.spotlerAuth) };
}

test('the ready line has the address and the key, which can be given', async () => {
  const spotler = await run('--consumer-key', 'my-key', '--consumer-secret', 'my secret');

  const answer = await spotler.call('GET', '/contact/properties/list');
  await spotler.process.stop();

  expect(spotler.ready).toMatchObject({
    ready: true,
    pid: spotler.process.child.pid,
    spotlerAuth: {
      baseUrl: `${spotler.ready.url}/integrationservice-1.1.0`,
      consumerKey: 'my-key',
      consumerSecret: 'my secret',
    },
  });
  expect(answer.status).toBe(200);
  expect(spotler.process.child.exitCode).toBe(0);
});

test('a clock that is off is off by what was asked', async () => {
  const spotler = await run('--skew-seconds=-90');

  const at = Date.now();
  const { now } = (await spotler.control('POST', '/clock', { advanceSeconds: 0 })).body;
  await spotler.process.stop();

  expect(Math.round((Date.parse(now) - at) / 10_000)).toBe(-9);
});

test('what was answered survives a killed process; a half-written line at the end does not hinder the start', async () => {
  const first = await run('--data', directory);
  const contacts = [
    { externalId: 'c1', properties: { email: 'a@people.example', permissions: [{ bit: 1, enabled: true }] } },
    { externalId: 'c2', properties: { email: 'b@people.example' } },
  ];
  await first.call('POST', '/contact/list', { contacts });
  await first.control('POST', '/mailing', { name: 'News', bit: 1, opens: ['c1'], unsubscribes: ['c1'] });
  await first.control('POST', '/bounce', { externalId: 'c2', type: 'HARDBOUNCE' });
  await first.call('POST', '/audience', { externalId: 'a1', name: 'One' });
  await first.call('POST', '/audience/a1/contact', { contacts: ['c1', 'c2'] });
  await first.call('POST', '/campaign/trigger/tWelcome01', { externalContactId: 'c1' });
  await first.control('POST', '/form', { email: 'new@people.example', bits: [2] });
  const state = async (client: typeof first) =>
    Promise.all(['/contacts', '/mailings', '/lists'].map(async (path) => (await client.control('GET', path)).body));
  const before = await state(first);
  first.process.child.kill('SIGKILL');
  await once(first.process.child, 'exit');
  writeFileSync(join(directory, 'spotler.jsonl'), '{"kind":"contact","cont', { flag: 'a' });

  const second = await run('--data', directory);
  const after = await state(second);
  const year = 'fromDate=2020-01-01T00:00:00&toDate=2099-01-01T00:00:00&pageSize=10';
  const bounces = (await second.call('GET', `/contact/bounces/list?${year}`)).body;
  const opened = (await second.call('GET', '/mailing-interaction/opened')).body.interactions;
  const started = await second.call('POST', '/campaign/trigger/tWelcome01', { externalContactId: 'c1' });
  await second.call('POST', '/contact', { contact: { externalId: 'c3', properties: {} } });
  await second.process.stop();
  const third = await run('--data', directory);
  const known = (await third.control('GET', '/contacts')).body;
  await third.process.stop();

  expect(after).toEqual(before);
  expect(bounces).toHaveLength(1);
  expect(opened).toHaveLength(1);
  expect(started.body.message).toBe('Contact already active in campaign');
  expect(known.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3, 4]);
});

const refused: readonly (readonly [string, (file: string) => string[], RegExp])[] = [
  ['an option that is not there', () => ['--ports', '1'], /--ports/],
  ['a port that is no number', () => ['--port', 'x'], /--port/],
  ['a broken account', (file) => ['--account', file], /consumers/],
  ['a file of another kind as data', () => ['--port', '0', '--data', directory], /line 1/],
];

for (const [what, args, message] of refused)
  test(`${what} ends the start with exit code 1 and one sentence`, async () => {
    const account = join(directory, 'account.json');
    writeFileSync(account, '{"name":"x","tier":"Automation","properties":[]}');
    writeFileSync(join(directory, 'spotler.jsonl'), 'hello\nworld\n');

    const child = spawn(process.execPath, [main, ...args(account)], { stdio: ['ignore', 'pipe', 'pipe'] });
    const errors: string[] = [];
    child.stderr.on('data', (part) => errors.push(String(part)));
    const [code] = await once(child, 'close');

    expect(code).toBe(1);
    expect(errors.join('')).toMatch(message);
  });
