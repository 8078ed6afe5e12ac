import { emptyPageBefore, withoutOurToken } from '../../../../infra/local/tables/calls/empty-page.ts';

function call(path: string) {
  return { method: 'GET', path, headers: {}, body: Buffer.alloc(0) };
}

/** The path with which a client asks for the page that follows. */
function next(path: string, headers: Readonly<Record<string, unknown>>): string {
  const [, query = ''] = path.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('NextPartitionKey', String(headers['x-ms-continuation-nextpartitionkey']));
  const rowKey = headers['x-ms-continuation-nextrowkey'];
  if (rowKey !== undefined) parameters.set('NextRowKey', String(rowKey));
  return `/account/rows()?${parameters}`;
}

for (const path of [
  '/account/rows()?%24filter=n+eq+1',
  '/account/rows()?%24filter=n+eq+1&NextPartitionKey=1%218%21cA--&NextRowKey=1%218%21cg--',
]) {
  test(`an empty page before ${path} leads back to it, and none comes before that`, () => {
    const page = emptyPageBefore(call(path));
    const following = call(next(path, page?.headers ?? {}));

    expect(JSON.parse(String(page?.body))).toEqual({ value: [] });
    expect(emptyPageBefore(following)).toBeUndefined();
    expect(withoutOurToken(following).path).toBe(path);
  });
}

test('a call without our token goes on letter by letter', () => {
  const path = "/account/rows()?$filter=RowKey%20eq%20'a b'&NextPartitionKey=1!8!cA--";

  expect(withoutOurToken(call(path)).path).toBe(path);
});
