import { createHmac, timingSafeEqual } from 'node:crypto';

export type SharedKey = { readonly name: string; readonly key: string };

/**
 * Checks a shared access signature (service-bus-sas): `SharedAccessSignature sr=…&sig=…&se=…&skn=…`, where `sig` is the HMAC-SHA-256
 * of `sr` and `se` under the key. Returns the lower-case path of the resource, or undefined when the token is not valid.
 */
export function checkSasToken(token: string, { name, key }: SharedKey): string | undefined {
  const [scheme, fields = ''] = token.split(' ', 2);
  const given = new Map(fields.split('&').map((field) => splitOnce(field)));
  const resource = given.get('sr') ?? '';
  const expiry = given.get('se') ?? '';
  const signature = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64');
  const isValid =
    scheme === 'SharedAccessSignature' &&
    decodeURIComponent(given.get('skn') ?? '') === name &&
    isSame(decodeURIComponent(given.get('sig') ?? ''), signature) &&
    // The client signs with the machine's time, which is not moved together with the broker's clock.
    Number(expiry) * 1000 > Date.now();
  return isValid ? pathOf(decodeURIComponent(resource)) : undefined;
}

/** A token for a path is good for everything below it. */
export function covers(authorised: ReadonlySet<string>, address: string): boolean {
  const path = address.toLowerCase();
  return [...authorised].some((granted) => granted === '' || path === granted || path.startsWith(`${granted}/`));
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf('=');
  return [field.slice(0, at), field.slice(at + 1)];
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `sb://host:port/queue/` → `queue`. */
function pathOf(resource: string): string {
  return resource
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase();
}
