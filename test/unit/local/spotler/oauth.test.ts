import { baseString } from '../../../../infra/local/spotler/oauth/base-string.ts';
import { createNonces } from '../../../../infra/local/spotler/oauth/nonces.ts';
import { percentEncode } from '../../../../infra/local/spotler/oauth/percent-encode.ts';
import { readAuthorization } from '../../../../infra/local/spotler/oauth/read-authorization.ts';
import { sign } from '../../../../infra/local/spotler/oauth/sign.ts';
import { verify } from '../../../../infra/local/spotler/oauth/verify.ts';

test('the base string of RFC 5849, 3.4.1.1, less its form body', () => {
  const parameters = new Map([
    ['realm', 'Example'],
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
    ['oauth_signature', 'bYT5CMsGcbgUdFHObYMEfcx6bsw='],
  ]);

  const text = baseString({
    method: 'post',
    url: 'http://EXAMPLE.com:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q',
    parameters,
  });

  expect(text).toBe(
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26' +
      'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
      'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  );
});

const vectors: readonly (readonly [string, string, string])[] = [
  ['POST', 'https://restapi.mailplus.nl/integrationservice-1.1.0/contact', 'Y5MsO3UXY1/ZrEg8fj188yRDmVY='],
  [
    'GET',
    'https://restapi.mailplus.nl/integrationservice-1.1.0/contact/updates/list?fromDate=2026-01-02T03:04:05&toDate=2026-01-02T04:04:05&pageSize=1000&after=0',
    'a8x5bxmH2QvsBHcRbLqniooa03w=',
  ],
];

for (const [method, url, signature] of vectors)
  test(`${method} of the published vectors is signed as published, and accepted encoded and raw`, () => {
    const oauth = {
      oauth_consumer_key: 'test-key',
      oauth_nonce: 'abc123',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '1767323045',
      oauth_version: '1.0',
    };
    const consumers = [{ key: 'test-key', secret: 'test secret&1', externalIdField: 'externalId' }];
    const header = (value: string) =>
      `OAuth ${Object.entries({ ...oauth, oauth_signature: value })
        .map(([name, text]) => `${name}="${text}"`)
        .join(', ')}`;
    const judge = (authorization: string) =>
      verify({ method, url, authorization }, { consumers, nonces: createNonces(600_000), nowMs: 1767323045_000 }).kind;

    expect(sign(baseString({ method, url, parameters: new Map(Object.entries(oauth)) }), 'test secret&1')).toBe(
      signature,
    );
    expect(judge(header(encodeURIComponent(signature)))).toBe('ok');
    expect(judge(header(signature))).toBe('ok');
    expect(judge(header(signature.replace('=', '')))).toBe('refused');
  });

test('everything but letters, digits and -._~ is encoded', () => {
  expect(percentEncode("Az09-._~ !'()*+&=é")).toBe('Az09-._~%20%21%27%28%29%2A%2B%26%3D%C3%A9');
});

test('a header is read with any spacing, quotes or none', () => {
  const parameters = readAuthorization('oauth a="1" ,b=2,  c="x%20y" ');

  expect(parameters).toEqual(
    new Map([
      ['a', '1'],
      ['b', '2'],
      ['c', 'x y'],
    ]),
  );
});

test('a nonce is remembered for as long as its timestamp counts, then forgotten', () => {
  const nonces = createNonces(600_000);

  expect(nonces.use('a', 0)).toBe(true);
  expect(nonces.use('a', 599_999)).toBe(false);
  expect(nonces.use('b', 599_999)).toBe(true);
  expect(nonces.use('b', 1_199_998)).toBe(false);
  expect(nonces.use('a', 1_799_998)).toBe(true);
});
