import { createToken } from '../../../../functions/src/clients/token.ts';
import { type FakeAnswer, fakeHttp } from './fake-http.ts';

const app = { tokenUrl: 'http://login/token', clientId: 'c', clientSecret: 's&1', scope: 'http://org/.default' };

function setUp(answer: (call: number) => FakeAnswer) {
  const { http, requests } = fakeHttp((_, call) => answer(call));
  return { token: createToken(http, app), requests };
}

const good = (call: number, seconds: unknown = 3600) => ({ json: { access_token: `t${call}`, expires_in: seconds } });

test('a token is asked for by client credentials', async () => {
  const { token, requests } = setUp((call) => good(call));

  expect(await token()).toBe('t1');
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'http://login/token',
      body: 'grant_type=client_credentials&client_id=c&client_secret=s%261&scope=http%3A%2F%2Forg%2F.default',
    },
  ]);
});

test('all who ask at once, and later, get the same token', async () => {
  const { token, requests } = setUp((call) => good(call));

  expect(await Promise.all([token(), token(), token()])).toEqual(['t1', 't1', 't1']);
  expect(await token()).toBe('t1');
  expect(requests).toHaveLength(1);
});

test.each([
  ['shortly before it ends', 110, 2],
  ['not sooner', 130, 1],
  ['also where its life is written as text', '60', 2],
])('a token is renewed %s', async (_, seconds, calls) => {
  const { token, requests } = setUp((call) => good(call, seconds));

  await token();
  await token();

  expect(requests).toHaveLength(calls);
});

test('a refusal is told to those who wait, without the secret, and the next one asks again', async () => {
  const { token } = setUp((call) => (call === 1 ? { status: 401, body: 'client_secret s&1 is wrong' } : good(call)));

  const refused = await Promise.allSettled([token(), token()]);

  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(String(refused[0]?.status === 'rejected' && refused[0].reason)).toBe('CallError: POST token: 401');
  expect(await token()).toBe('t2');
});

test('an answer without a token is no token', async () => {
  const { token } = setUp(() => ({ json: { error: 'x' } }));

  await expect(token()).rejects.toThrow();
});
