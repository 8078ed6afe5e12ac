import { request as rawRequest } from 'node:http';
import { type App, eventually, runApp } from './run-app.ts';

let app: App;

beforeAll(async () => {
  app = await runApp({ FUNCTIONS_HOST_KEYS: JSON.stringify({ _master: 'mm', default: 'dd', guarded: 'gg' }) });
});

afterAll(() => app.stop());

const get = (path: string, init: RequestInit = {}) => fetch(`${app.url}${path}`, init);
const getJson = async (path: string, init: RequestInit = {}) => (await get(path, init)).json();

describe('a request', () => {
  test('reaches the function with method, url, route parameters, query and body', async () => {
    const told = await getJson('/api/echo/jan?a=1&b=x%20y', { method: 'POST', body: '{"c":3}' });

    expect(told).toMatchObject({
      method: 'POST',
      url: `${app.url}/api/echo/jan?a=1&b=x%20y`,
      params: { name: 'jan' },
      query: { a: '1', b: 'x y' },
      body: '{"c":3}',
      functionName: 'echo',
    });
  });

  test('has lower-case header names', async () => {
    const told = await getJson('/api/echo', { headers: { 'X-Request-Id': 'Abc' } });

    expect(told.headers['x-request-id']).toBe('Abc');
  });

  test('gives repeated query parameters joined by a comma', async () => {
    expect((await getJson('/api/echo?a=1&a=2')).query).toEqual({ a: '1,2' });
  });

  test('leaves an optional route parameter out', async () => {
    expect((await getJson('/api/echo')).params).toEqual({});
  });

  test('with an escaped slash keeps it inside its route parameter', async () => {
    expect((await getJson('/api/echo/a%2Fb')).params).toEqual({ name: 'a/b' });
  });

  test('sent in chunks reaches the function without its body', async () => {
    const told = await postInChunks('/api/echo', ['{"a":', '1}']);

    expect(told).toMatchObject({ method: 'POST', body: '' });
  });

  test('that announces more than 100 MB is refused with 413', async () => {
    const status = await new Promise((resolve) => {
      const call = rawRequest(`${app.url}/api/echo`, { method: 'POST', headers: { 'content-length': 104_857_601 } });
      call.on('response', (response) => {
        resolve(response.statusCode);
        call.destroy();
      });
      call.on('error', () => undefined);
      call.flushHeaders();
    });

    expect(status).toBe(413);
  });
});

describe('a route', () => {
  const cases: [string, string, object][] = [
    ['/api/things/special', 'special', {}],
    ['/api/things/12', 'number', { id: '12' }],
    ['/api/things/twelve', 'anything', { id: 'twelve' }],
    ['/API/Things/Special', 'special', {}],
    ['/api/files/a/b.txt', 'files', { path: 'a/b.txt' }],
    ['/api/files', 'files', {}],
  ];

  test.each(cases)('%s is answered by the function %s', async (path, functionName, params) => {
    expect(await getJson(path)).toEqual({ functionName, params });
  });

  const missing: [string, string][] = [
    ['GET', '/api/empty'],
    ['PUT', '/api/echo'],
    ['HEAD', '/api/echo'],
    ['GET', '/api/nobody'],
    ['GET', '/echo'],
    ['GET', '/api/echo/a/b'],
  ];

  test.each(missing)('%s %s answers 404, also when only the method is not listed', async (method, path) => {
    expect((await get(path, { method })).status).toBe(404);
  });
});

describe('what a function returns', () => {
  const cases: [string, number, string, string | null][] = [
    ['json', 201, '{"a":1}', 'application/json'],
    ['text', 200, 'grüße', 'text/plain;charset=UTF-8'],
    ['blob', 200, 'blob', null],
    ['stream', 200, 'streamed', null],
    ['nothing', 200, '', null],
    ['null', 200, '', null],
    ['noContent', 204, '', null],
    ['response', 418, 'short and stout', 'text/plain;charset=UTF-8'],
    ['later', 200, 'later', 'text/plain;charset=UTF-8'],
    ['string', 500, '', null],
    ['status', 500, '', null],
  ];

  test.each(cases)('%s becomes the answer %i', async (kind, status, body, contentType) => {
    const response = await get(`/api/answer/${kind}`);

    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
    expect(response.headers.get('content-type')).toBe(contentType);
  });

  test('bytes arrive as they are', async () => {
    expect(Buffer.from(await (await get('/api/answer/bytes')).arrayBuffer())).toEqual(Buffer.from([0, 255, 10]));
  });

  test('headers and cookies arrive', async () => {
    expect((await get('/api/answer/response')).headers.get('x-kind')).toBe('tea');
    expect((await get('/api/answer/cookies')).headers.getSetCookie()).toEqual([
      'a=x%20y; max-age=60; path=/; secure; samesite=lax; httponly',
      'b=2; expires=Sun, 09 Sep 2001 01:46:40 GMT; domain=example.com; path=/p',
    ]);
  });

  test('an error answers 500 with an empty body, and the log has the reason', async () => {
    const response = await get('/api/fail');

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
    await eventually('the reason in the log', () => app.lines.some((line) => line.includes('secret reason')));
  });
});

describe('keys', () => {
  const cases: [string, string, RequestInit, number][] = [
    ['none', '/api/guarded', {}, 401],
    ['a wrong one', '/api/guarded?code=xx', {}, 401],
    ["the function's", '/api/guarded?code=gg', {}, 200],
    ['the host key', '/api/guarded', { headers: { 'x-functions-key': 'dd' } }, 200],
    ['the master key', '/api/guarded', { headers: { 'x-functions-key': 'mm' } }, 200],
    ['a wrong header beside a right code', '/api/guarded?code=gg', { headers: { 'x-functions-key': 'xx' } }, 401],
    ['the host key where admin is asked for', '/api/master?code=dd', {}, 401],
    ['the master key where admin is asked for', '/api/master?code=mm', {}, 200],
    ['none where anonymous is enough', '/api/echo', {}, 200],
    ['none at the admin API', '/admin/host/status', {}, 401],
    ['the master key at the admin API', '/admin/host/status?code=mm', {}, 200],
  ];

  test.each(cases)('with %s, %s answers as in Azure', async (_key, path, init, status) => {
    expect((await get(path, init)).status).toBe(status);
  });
});

test('what the admin API does not have is answered 501 and named', async () => {
  const response = await get('/admin/functions?code=mm');

  expect(response.status).toBe(501);
  expect(await response.json()).toEqual({ error: expect.stringContaining('/admin/functions') });
});

function postInChunks(path: string, chunks: readonly string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = rawRequest(`${app.url}${path}`, { method: 'POST' }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())));
    });
    call.on('error', reject);
    for (const chunk of chunks) call.write(chunk);
    call.end();
  });
}
