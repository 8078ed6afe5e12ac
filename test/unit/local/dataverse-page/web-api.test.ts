import { createWebApi } from '../../../../infra/local/dataverse/page/web-api.ts';

type Sent = { readonly path: string; readonly init: RequestInit };

function answering(status: number, body: string) {
  const sent: Sent[] = [];
  const api = createWebApi(async (path, init) => {
    sent.push({ path: String(path), init: init ?? {} });
    return new Response(status === 204 ? null : body, { status });
  });
  return { api, sent };
}

test('every call carries the header by which the server knows its own page', async () => {
  const { api, sent } = answering(204, '');

  await api.update('contacts', 'c1', { lastname: 'Visser' });

  expect(sent[0]).toMatchObject({
    path: '/api/data/v9.2/contacts(c1)',
    init: { method: 'PATCH', headers: { 'x-assent-page': '1', 'if-match': '*' }, body: '{"lastname":"Visser"}' },
  });
});

test('a refused call throws what Dataverse said, with its code', async () => {
  const { api } = answering(404, '{"error":{"code":"0x80040217","message":"contact With Id = c1 Does Not Exist"}}');

  await expect(api.read('contacts(c1)')).rejects.toMatchObject({
    status: 404,
    code: '0x80040217',
    message: 'contact With Id = c1 Does Not Exist',
  });
});

test('an answer that is not from Dataverse is still told in words', async () => {
  await expect(answering(502, 'Bad gateway').api.read('contacts')).rejects.toThrow('Bad gateway');
  await expect(answering(500, '').api.read('contacts')).rejects.toThrow('The server answered 500.');
});

test('the next page is asked for at the address the page was opened at', async () => {
  const link = 'http://elsewhere:1/api/data/v9.2/contacts?$skiptoken=7';
  const { api, sent } = answering(200, JSON.stringify({ value: [], '@odata.nextLink': link, '@odata.count': 3 }));

  const page = await api.list('contacts', 25);
  await api.list(page.nextLink ?? '', 25);

  expect(page.count).toBe(3);
  expect(sent[1]?.path).toBe('/api/data/v9.2/contacts?$skiptoken=7');
});
