import { type Dataverse, newId, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await openDataverse();
});
afterAll(() => dataverse.stop());

const part = (request: string, body = '', headers: readonly string[] = []) =>
  [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...headers,
    '',
    `${request} HTTP/1.1`,
    'Content-Type: application/json',
    '',
    body,
  ].join('\r\n');
const joined = (boundary: string, parts: readonly string[]) =>
  [...parts.map((text) => `--${boundary}\r\n${text}`), `--${boundary}--`, ''].join('\r\n');
const changeSet = (parts: readonly string[]) =>
  `Content-Type: multipart/mixed; boundary=cs\r\n\r\n${joined('cs', parts)}`;
const send = (parts: readonly string[], headers: Record<string, string> = {}) =>
  dataverse.call('POST', '$batch', joined('b', parts), { 'content-type': 'multipart/mixed; boundary=b', ...headers });
const statuses = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));

test('requests of a batch are answered in their order', async () => {
  const id = newId();

  const answer = await send([
    part('POST /api/data/v9.2/contacts', JSON.stringify({ contactid: id, lastname: 'V' })),
    part(`GET ${dataverse.url}/api/data/v9.2/contacts(${id})?$select=lastname`),
  ]);

  expect(answer.status).toBe(200);
  expect(statuses(answer.text)).toEqual([204, 200]);
  expect(answer.text).toContain('"lastname":"V"');
});

test('a change set can point at what it creates', async () => {
  const answer = await send([
    changeSet([
      part('POST /api/data/v9.2/accounts', '{"name":"Firm"}', ['Content-ID: 1']),
      part('POST /api/data/v9.2/contacts', '{"lastname":"In","parentcustomerid_account@odata.bind":"$1"}', [
        'Content-ID: 2',
      ]),
      part('PATCH $2', '{"firstname":"Ida"}', ['Content-ID: 3']),
    ]),
  ]);

  const { json } = await dataverse.call(
    'GET',
    "contacts?$filter=lastname eq 'In'&$select=firstname&$expand=parentcustomerid_account($select=name)",
  );
  expect(statuses(answer.text)).toEqual([204, 204, 204]);
  expect(json.value[0]).toMatchObject({ firstname: 'Ida', parentcustomerid_account: { name: 'Firm' } });
});

test('a change set that fails leaves nothing behind and answers its one error', async () => {
  const id = newId();

  const answer = await send([
    changeSet([
      part('POST /api/data/v9.2/contacts', JSON.stringify({ contactid: id, lastname: 'V' }), ['Content-ID: 1']),
      part('POST /api/data/v9.2/contacts', '{"nonsense":1}', ['Content-ID: 2']),
    ]),
  ]);

  expect(answer.status).toBe(400);
  expect(statuses(answer.text)).toEqual([400]);
  expect((await dataverse.call('GET', `contacts(${id})`)).status).toBe(404);
});

test('the first error ends a batch, unless it is told to go on', async () => {
  const parts = [part('GET /api/data/v9.2/nonsenses'), part('GET /api/data/v9.2/WhoAmI')];

  const stopped = await send(parts);
  const went = await send(parts, { prefer: 'odata.continue-on-error' });

  expect([stopped.status, statuses(stopped.text)]).toEqual([404, [404]]);
  expect([went.status, statuses(went.text)]).toEqual([200, [404, 200]]);
});

test('a batch of more than a thousand operations is refused', async () => {
  const answer = await send(Array.from({ length: 1001 }, () => part('GET /api/data/v9.2/WhoAmI')));

  expect(answer.status).toBe(400);
});
