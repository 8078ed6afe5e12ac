import { type App, runApp } from './run-app.ts';

let app: App;

beforeAll(async () => {
  app = await runApp();
});

afterAll(() => app.stop());

test('the app sees the time moved on, by every way of asking Date', async () => {
  const day = 86_400;

  await app.control('clock', { advanceSeconds: day });
  const told = await (await fetch(`${app.url}/api/now`)).json();

  const expected = Date.now() + day * 1000;
  for (const time of [told.now, told.date, told.text]) expect(Math.abs(time - expected)).toBeLessThan(60_000);
  expect(told).toMatchObject({ fixed: '1970-01-01T00:00:00.000Z', isDate: true });
});

test('a host can be started with a clock that is ahead already', async () => {
  const ahead = await runApp({}, ['--clock-ahead', '3600']);

  const told = await (await fetch(`${ahead.url}/api/now`)).json();

  expect(told.now - Date.now()).toBeGreaterThan(3_500_000);
  await ahead.stop();
});
