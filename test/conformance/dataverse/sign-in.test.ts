import { type Dataverse, type Json, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await openDataverse();
});
afterAll(() => dataverse.stop());

const requestToken = async (changes: Record<string, string>) => {
  const { auth } = dataverse;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: auth.clientId,
    client_secret: auth.clientSecret,
    scope: auth.scope,
    ...changes,
  });
  const response = await fetch(auth.tokenUrl, { method: 'POST', body: form });
  return { status: response.status, json: (await response.json()) as Json };
};

test('a token request with the right secret gets a bearer token for an hour', async () => {
  const { status, json } = await requestToken({});

  expect(status).toBe(200);
  expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3599, access_token: expect.any(String) });
});

for (const [name, changes, status, error] of [
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
  ['an unknown client', { client_id: 'nobody' }, 400, 'unauthorized_client'],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ['the scope of another address', { scope: 'https://other.example.org/.default' }, 400, 'invalid_scope'],
] as const) {
  test(`${name} is refused with ${error}`, async () => {
    const answer = await requestToken(changes);

    expect(answer).toMatchObject({ status, json: { error } });
  });
}

test('a call without a token, or with one of somebody else, answers 401', async () => {
  const none = await fetch(`${dataverse.url}/api/data/v9.2/WhoAmI`);
  const foreign = await dataverse.call('GET', 'WhoAmI', undefined, { authorization: 'Bearer abc.def' });

  expect(none.status).toBe(401);
  expect(none.headers.get('www-authenticate')).toMatch(/^Bearer /);
  expect(foreign.status).toBe(401);
});

test('the application user and the user of the page are two', async () => {
  const application = await dataverse.call('GET', 'WhoAmI()');
  const page = await fetch(`${dataverse.url}/api/data/v9.2/WhoAmI`, { headers: { 'x-assent-page': '1' } });

  expect(application.json.OrganizationId).toBe(dataverse.organizationId);
  expect(((await page.json()) as Json).UserId).not.toBe(application.json.UserId);
});

test('a token ends with the hour', async () => {
  const other = await openDataverse();

  await other.control('clock', { advanceSeconds: 3600 });
  const answer = await other.call('GET', 'WhoAmI');
  await other.stop();

  expect(answer.status).toBe(401);
});
