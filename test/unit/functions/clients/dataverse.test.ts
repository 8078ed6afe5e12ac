import { createDataverse } from '../../../../functions/src/clients/dataverse.ts';
import type { HttpRequest } from '../../../../functions/src/clients/http.ts';
import { type FakeAnswer, fakeHttp } from './fake-http.ts';

function setUp(answer: (request: HttpRequest, call: number) => FakeAnswer) {
  const { http, requests } = fakeHttp(answer);
  return { requests, dataverse: createDataverse(http, 'http://org', async () => 'token') };
}

const refusal = (status: number, code: string): FakeAnswer => ({ status, json: { error: { code, message: 'Eva' } } });

test('a query follows pages unchanged and gives all rows', async () => {
  const next = 'http://org/api/data/v9.2/contacts?$skiptoken=%3Ccookie%3E';
  const { dataverse, requests } = setUp((_, call) =>
    call === 1 ? { json: { value: [{ a: 1 }], '@odata.nextLink': next } } : { json: { value: [{ a: 2 }] } },
  );

  expect(await dataverse.query('contacts?$select=a', { prefer: 'x' })).toEqual([{ a: 1 }, { a: 2 }]);

  expect(requests.map(({ url }) => url)).toEqual(['http://org/api/data/v9.2/contacts?$select=a', next]);
  for (const { headers } of requests) {
    expect(headers).toMatchObject({ authorization: 'Bearer token', 'odata-version': '4.0', prefer: 'x' });
  }
});

test('a page that is no page is an error, not an empty answer', async () => {
  await expect(setUp(() => ({ body: '<html>Eva</html>' })).dataverse.query('contacts')).rejects.toThrow();
  await expect(setUp(() => ({ json: {} })).dataverse.query('contacts')).rejects.toThrow();
});

const reads: readonly (readonly [string, FakeAnswer, unknown])[] = [
  ['a row is found', { json: { contactid: '1' } }, { contactid: '1' }],
  ['Dataverse says that it does not exist', refusal(404, '0x80040217'), 'absent'],
];

test.each(reads)('a read where %s', async (_, answer, expected) => {
  expect(await setUp(() => answer).dataverse.read('contacts(1)')).toEqual(expected);
});

const failures: readonly (readonly [FakeAnswer, string])[] = [
  [refusal(404, '0x8006088a'), 'GET contacts: 404 (0x8006088a)'],
  [{ status: 404, body: 'a proxy' }, 'GET contacts: 404'],
  [refusal(403, '0x80040220'), 'GET contacts: 403 (0x80040220)'],
  [refusal(400, '0x80060888'), 'GET contacts: 400 (0x80060888)'],
  [{ status: 401 }, 'GET contacts: 401'],
  [{ status: 503, body: '<html/>' }, 'GET contacts: 503'],
  [{ status: 204 }, 'GET contacts: 204'],
];

test.each(failures)('the answer %j says nothing about whether a row exists', async (answer, message) => {
  const { dataverse } = setUp(() => answer);

  await expect(dataverse.read("contacts(1)?$filter=name eq 'Eva'")).rejects.toThrow(message);
  await expect(dataverse.query("contacts?$filter=name eq 'Eva'")).rejects.toThrow(message);
});

test('429 carries how long to wait', async () => {
  const { dataverse } = setUp(() => ({ ...refusal(429, '0x80072322'), headers: { 'retry-after': '12' } }));

  await expect(dataverse.query('contacts')).rejects.toMatchObject({ status: 429, retryAfterMs: 12_000 });
});

test('what we write carries our tag', async () => {
  const { dataverse, requests } = setUp(() => ({ status: 204 }));

  expect(await dataverse.write('assent_jobs(1)', { assent_status: 'done' }, { 'if-match': '*' })).toBe('written');
  expect(requests).toMatchObject([
    {
      method: 'PATCH',
      url: 'http://org/api/data/v9.2/assent_jobs(1)?tag=assent',
      body: '{"assent_status":"done"}',
      headers: { 'if-match': '*', 'content-type': 'application/json' },
    },
  ]);
});

test('a write whose precondition failed is told apart from one that was refused', async () => {
  expect(await setUp(() => ({ status: 412 })).dataverse.write('assent_jobs(1)', {})).toBe('precondition');
  await expect(setUp(() => refusal(400, '0x1')).dataverse.write('assent_jobs(1)', {})).rejects.toThrow('400 (0x1)');
});
