import { createHmac, randomUUID } from 'node:crypto';

/** A client for the tests, written from RFC 5849 by itself: it shares nothing with the stand-in, so that a mistake there shows here. */
export type Client = {
  readonly call: (method: string, path: string, body?: unknown, prefix?: string) => Promise<Answer>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly url: string;
};

export type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
};

export type Key = { readonly consumerKey: string; readonly consumerSecret: string };

export function createClient(url: string, key: Key): Client {
  return {
    url,
    call: (method, path, body, prefix = '/integrationservice-1.1.0') => {
      const address = `${url}${prefix}${path}`;
      return send(method, address, body, { authorization: authorize(method, address, key) });
    },
    control: (method, path, body) => send(method, `${url}/_control${path}`, body, {}),
  };
}

export type Signing = Partial<{
  nonce: string;
  timestamp: string;
  method: string;
  extra: Record<string, string>;
  raw: boolean;
}>;

/** The Authorization header; `raw` leaves the signature unencoded, as one client in production does. */
export function authorize(method: string, address: string, key: Key, signing: Signing = {}): string {
  const oauth: Record<string, string> = {
    oauth_consumer_key: key.consumerKey,
    oauth_nonce: signing.nonce ?? randomUUID(),
    oauth_signature_method: signing.method ?? 'HMAC-SHA1',
    oauth_timestamp: signing.timestamp ?? String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
    ...signing.extra,
  };
  const signature = signatureOf(method, address, oauth, key.consumerSecret);
  const pairs = Object.entries(oauth).map(([name, value]) => `${encode(name)}="${encode(value)}"`);
  return `OAuth ${[...pairs, `oauth_signature="${signing.raw ? signature : encode(signature)}"`].join(', ')}`;
}

export function signatureOf(method: string, address: string, oauth: Record<string, string>, secret: string): string {
  const url = new URL(address);
  const parameters = [...Object.entries(oauth), ...url.searchParams].map(
    ([name, value]) => `${encode(name)}=${encode(value)}`,
  );
  const text = [method, url.origin + url.pathname, parameters.sort().join('&')].map(encode).join('&');
  return createHmac('sha1', `${encode(secret)}&`)
    .update(text)
    .digest('base64');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

export async function send(
  method: string,
  address: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(address, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    text,
    body: isJson && text ? JSON.parse(text) : undefined,
    headers: response.headers,
  };
}
