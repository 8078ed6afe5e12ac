import { CallError, http, retryAfterMs, statusError } from '../../../../functions/src/clients/http.ts';

const now = Date.parse('2026-01-02T03:04:05Z');
const cases: readonly (readonly [string | undefined, number | undefined])[] = [
  ['0', 0],
  ['5', 5_000],
  [' 5 ', 5_000],
  ['1.5', 1_500],
  ['3600', 3_600_000],
  ['86400', 3_600_000],
  ['9'.repeat(400), undefined],
  ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
  ['Fri, 02 Jan 2026 03:04:05 GMT', 0],
  ['Fri, 02 Jan 2026 03:03:35 GMT', undefined],
  ['Sat, 03 Jan 2026 03:04:05 GMT', 3_600_000],
  ['-5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
];

test.each(cases)('Retry-After %p asks to wait %p ms', (value, expected) => {
  expect(retryAfterMs(new Headers(value === undefined ? {} : { 'retry-after': value }), now)).toBe(expected);
});

const request = {
  name: 'GET contacts',
  method: 'GET',
  url: 'http://localhost/contacts?$filter=emailaddress1 eq %27eva@example.org%27',
  headers: {},
  timeoutMs: 1000,
} as const;

test('an unexpected answer names the call, the status and the code, and neither its address line nor its text', () => {
  const answer = {
    status: 429,
    headers: new Headers({ 'retry-after': '7' }),
    body: 'Eva Visser has too many requests',
  };

  const error = statusError(request, answer, '0x80072322');

  expect(error).toMatchObject({ code: 'status', status: 429, retryAfterMs: 7_000 });
  expect(error.message).toBe('GET contacts: 429 (0x80072322)');
});

test('nobody at the other end is an error of its own, without the address line', async () => {
  const call = http({ ...request, url: 'http://127.0.0.1:1/eva@example.org' });

  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

  expect(error).toBeInstanceOf(CallError);
  expect(error).toMatchObject({ code: 'unreachable', message: 'GET contacts: unreachable' });
});

test('an answer that does not come in time is a time-out', async () => {
  const { createServer } = await import('node:http');
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const call = http({ ...request, url: `http://127.0.0.1:${port}/`, timeoutMs: 20 });

  await expect(call).rejects.toMatchObject({ code: 'timeout', message: 'GET contacts: timeout' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
