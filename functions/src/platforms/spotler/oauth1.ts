import { createHmac } from 'node:crypto';

export type Consumer = { readonly key: string; readonly secret: string };

/**
 * The Authorization header of one request: OAuth 1.0a without a token, HMAC-SHA1 (RFC 5849, 3.4 and 3.5.1), as Mail+ wants it. A
 * JSON body is never part of the signature, the query is.
 */
export function authorizationHeader(
  request: { readonly method: string; readonly url: string },
  consumer: Consumer,
  unique: { readonly nonce: string; readonly timestampSeconds: number },
): string {
  const url = new URL(request.url);
  const oauth: readonly [string, string][] = [
    ['oauth_consumer_key', consumer.key],
    ['oauth_nonce', unique.nonce],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(unique.timestampSeconds)],
    ['oauth_version', '1.0'],
  ];
  const parameters = [...oauth, ...url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    // By encoded name, then by value (3.4.1.3.2), as code units and not by a language's alphabet.
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const base = [request.method, `${url.origin}${url.pathname}`, parameters].map(encode).join('&');
  const signature = createHmac('sha1', `${encode(consumer.secret)}&`)
    .update(base)
    .digest('base64');
  const all: readonly [string, string][] = [...oauth, ['oauth_signature', signature]];
  return `OAuth ${all.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Percent-encoding of RFC 5849, 3.6: stricter than `encodeURIComponent`, which leaves five characters more. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
