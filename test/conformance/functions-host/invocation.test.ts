import { type App, eventually, runApp } from './run-app.ts';

let app: App;

beforeAll(async () => {
  app = await runApp();
});

afterAll(() => app.stop());

const getJson = async (path: string, init?: RequestInit) => (await fetch(`${app.url}/api/${path}`, init)).json();
const log = (level: string, message: string) =>
  fetch(`${app.url}/api/log`, { method: 'POST', body: JSON.stringify({ level, message }) });

test('the context tells function, trigger and trace, and no metadata for HTTP', async () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

  const told = await getJson('context', { headers: { traceparent } });

  expect(told).toMatchObject({
    invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    functionName: 'context',
    trigger: { type: 'httpTrigger', methods: ['GET'], authLevel: 'anonymous', direction: 'in' },
    returnType: 'http',
    traceContext: { traceParent: traceparent },
    hasMetadata: false,
    hasRetryContext: false,
  });
});

test('every call has an id of its own', async () => {
  expect((await getJson('context')).invocationId).not.toBe((await getJson('context')).invocationId);
});

test('a hook before the call changes inputs and handler, one after it the result, and both share their data', async () => {
  expect(await getJson('hooked')).toEqual({ inner: { input: { changed: true } }, hookData: { before: true } });
});

test('a hook after the call can take an error away', async () => {
  expect(await getJson('forgiven')).toEqual({ forgiven: 'sorry' });
});

test('the appStart hook runs before the first call', () => {
  expect(app.told('appStart')).toHaveLength(1);
});

describe('the log', () => {
  test('has a JSON message as a line of its own, as it is', async () => {
    const message = JSON.stringify({ event: 'plain', text: 'a "quoted" text' });

    await log('log', message);

    await eventually('the line', () => app.lines.includes(message));
  });

  test('has another message in one line behind its category', async () => {
    await log('warn', 'first\nsecond');

    await eventually('the line', () => app.lines.includes('[Function.log.User] first\\nsecond'));
  });

  test('passes a log hook first', async () => {
    await log('info', '{"key":"planted-secret"}');

    await eventually('the line', () => app.lines.includes('{"key":"***"}'));
  });

  test('leaves out what is below the level of host.json', async () => {
    await log('debug', '{"event":"quiet"}');
    await log('info', '{"event":"loud"}');

    await eventually('the louder line', () => app.told('loud').length > 0);
    expect(app.told('quiet')).toEqual([]);
  });

  test('has what the app writes to the console, and stdout stays clean', async () => {
    await log('info', '{"event":"console"}');

    await eventually('the console line', () => app.lines.includes('{"console":true}'));
  });

  test('warns of a call to the context after the function has ended', async () => {
    await fetch(`${app.url}/api/late`);

    await eventually('the warning', () =>
      app.lines.some((line) => line.includes('after function execution has completed')),
    );
  });
});
