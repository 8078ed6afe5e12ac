import { createHmac } from 'node:crypto';
import { authorizationHeader } from '../../../../../functions/src/platforms/spotler/oauth1.ts';

const base = 'https://restapi.mailplus.nl/integrationservice-1.1.0';
const consumer = { key: 'test-key', secret: 'test secret&1' };
const unique = { nonce: 'abc123', timestampSeconds: 1767323045 };

function header(method: string, url: string): ReadonlyMap<string, string> {
  const text = authorizationHeader({ method, url }, consumer, unique);
  expect(text).toMatch(/^OAuth /);
  return new Map(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decodeURIComponent(value)]),
  );
}

// Computed apart, the first one checked with openssl.
const window = 'fromDate=2026-01-02T03:04:05&toDate=2026-01-02T04:04:05&pageSize=1000&after=0';
test.each([
  ['POST', `${base}/contact`, 'Y5MsO3UXY1/ZrEg8fj188yRDmVY='],
  ['GET', `${base}/contact/updates/list?${window}`, 'a8x5bxmH2QvsBHcRbLqniooa03w='],
])('%s %s is signed as computed apart', (method, url, signature) => {
  expect(header(method, url).get('oauth_signature')).toBe(signature);
});

test('the header holds what RFC 5849 wants, each value percent-encoded', () => {
  const text = authorizationHeader({ method: 'POST', url: `${base}/contact` }, consumer, unique);

  expect(text).toBe(
    'OAuth oauth_consumer_key="test-key", oauth_nonce="abc123", oauth_signature_method="HMAC-SHA1", ' +
      'oauth_timestamp="1767323045", oauth_version="1.0", oauth_signature="Y5MsO3UXY1%2FZrEg8fj188yRDmVY%3D"',
  );
});

/** The signature of a base string that the test wrote out by hand. */
function signed(method: string, url: string, parameters: string): string {
  const text = [method, url, parameters].map(encodeURIComponent).join('&');
  return createHmac('sha1', 'test%20secret%261&').update(text).digest('base64');
}

const oauth =
  'oauth_consumer_key=test-key&oauth_nonce=abc123&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1767323045&oauth_version=1.0';

test.each([
  ['characters that encodeURIComponent leaves', "MPSearchQuery=a!*'()", `MPSearchQuery=a%21%2A%27%28%29&${oauth}`],
  ['a name that begins like another', 'a-b=1&a=1', `a=1&a-b=1&${oauth}`],
  ['one name twice', 'a=2&a=10', `a=10&a=2&${oauth}`],
  ['a plus, which is a space', 'a=1+1', `a=1%201&${oauth}`],
  ['an empty value', 'a=', `a=&${oauth}`],
])('a query with %s is signed by the rules', (_, query, parameters) => {
  expect(header('GET', `${base}/x?${query}`).get('oauth_signature')).toBe(signed('GET', `${base}/x`, parameters));
});
