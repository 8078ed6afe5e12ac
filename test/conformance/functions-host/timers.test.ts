import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, eventually, jsonLines, runApp } from './run-app.ts';

const started: App[] = [];
const start = async (env: NodeJS.ProcessEnv = {}, args: string[] = []) => {
  const app = await runApp(env, args);
  started.push(app);
  return app;
};
const fire = (app: App, name: string, input = '') =>
  fetch(`${app.url}/admin/functions/${name}`, { method: 'POST', body: JSON.stringify({ input }) });
const ran = (app: App, name: string, times: number) =>
  eventually(
    `${times} runs of ${name}`,
    () => app.told('tick').filter((line) => line.functionName === name).length >= times,
  );

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'timers-'));
  folders.push(folder);
  return folder;
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.stop()));
  // Not before: a host writes there after each run.
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('a timer runs when its time has come, once however many occurrences the clock has passed', async () => {
  const app = await start();

  await app.control('clock', { advanceSeconds: 3600 });
  await ran(app, 'tick', 1);
  await app.control('clock', { advanceSeconds: 3600 });
  await ran(app, 'tick', 2);

  expect(app.told('tick').map(({ timer }) => timer.isPastDue)).toEqual([false, false]);
});

test('a timer of every second runs by itself and has no schedule status', async () => {
  const app = await start({ TICK: '* * * * * *' });

  await ran(app, 'tick', 1);

  expect(app.told('tick')[0]?.timer).toEqual({
    schedule: { adjustForDST: true },
    scheduleStatus: null,
    isPastDue: false,
  });
});

describe('fired by hand', () => {
  let app: App;
  let from: number;

  beforeAll(async () => {
    app = await runApp();
  });

  afterAll(() => app.stop());

  beforeEach(() => {
    from = app.lines.length;
  });

  const since = (event: string) => jsonLines(app.lines.slice(from)).filter((line) => line.event === event);

  test('the handler is told when the timer ran last and when it runs next', async () => {
    await fire(app, 'tick');
    await eventually('a run', () => since('tick').length === 1);
    await fire(app, 'tick');
    await eventually('another run', () => since('tick').length === 2);

    const [first, second] = since('tick');
    expect(second?.timer.scheduleStatus.next).toMatch(/:00\.000Z$/);
    expect(Date.parse(second?.timer.scheduleStatus.last)).toBeGreaterThanOrEqual(Date.parse(first?.at));
    expect(second?.timer.isPastDue).toBe(false);
  });

  test('a timer is answered 202 and counts as running from then on', async () => {
    const before = await app.control('state');

    const response = await fire(app, 'slow');
    const during = await app.control('state');

    expect(response.status).toBe(202);
    expect(during.running.slow).toBe(1);
    expect(during.activity).toBe(before.activity + 1);
    await eventually('the end', async () => (await app.control('state')).running.slow === 0);
    expect(since('end')).toHaveLength(1);
  });

  test('runs of one timer never overlap', async () => {
    await Promise.all([fire(app, 'slow'), fire(app, 'slow'), fire(app, 'slow')]);
    await eventually('three ends', () => since('end').length === 3);

    const events = jsonLines(app.lines.slice(from)).map(({ event }) => event);
    expect(events).toEqual(['begin', 'end', 'begin', 'end', 'begin', 'end']);
  });

  test('a timer that fails is logged and stays scheduled', async () => {
    await fire(app, 'broken');
    await eventually('the reason', () => app.lines.slice(from).some((line) => line.includes('broken timer')));

    const { lastRun, timers } = await app.control('state');
    expect(lastRun.broken).toMatchObject({ ok: false });
    expect(timers.next).toMatchObject({ broken: expect.any(String) });
  });

  test('an unknown name is answered 404', async () => {
    expect((await fire(app, 'nobody')).status).toBe(404);
  });
});

const switches: [string, NodeJS.ProcessEnv, string[]][] = [
  ['all timers are off', {}, ['--timers', 'off']],
  ['a setting switches it off', { 'AzureWebJobs.tick.Disabled': 'true' }, []],
];

test.each(switches)(
  'when %s a timer does not run by its schedule, but can be fired by hand',
  async (_how, env, args) => {
    const app = await start(env, args);

    await app.control('clock', { advanceSeconds: 3600 });
    await fire(app, 'tick');
    await ran(app, 'tick', 1);
    await eventually('its end', async () => (await app.control('state')).running.tick === 0);

    expect(app.told('tick')).toHaveLength(1);
  },
);

test('an occurrence that was missed while no host ran is made up for once, as past due', async () => {
  const state = newFolder();
  await (await start({}, ['--state', state])).stop();

  const app = await start({}, ['--state', state, '--clock-ahead', '7200']);
  await ran(app, 'tick', 1);
  const again = await start({}, ['--state', state, '--clock-ahead', '7200']);

  expect(app.told('tick').map(({ timer }) => timer.isPastDue)).toEqual([true]);
  expect((await again.control('state')).activity).toBe(0);
});

test('switched on later, the timers make up for what was missed meanwhile', async () => {
  const state = newFolder();
  const one = await start({}, ['--state', state]);
  const other = await start({}, ['--state', state, '--timers', 'off']);
  await one.stop();

  await other.control('clock', { advanceSeconds: 3600 });
  await other.control('timers', { on: true });
  await ran(other, 'tick', 1);

  expect(other.told('tick').map(({ timer }) => timer.isPastDue)).toEqual([true]);
});
