import { percentDecode, percentEncode } from './percent-encode.ts';

/**
 * The text that is signed (RFC 5849, 3.4.1): method, address without query, and the sorted parameters of header and query. A JSON
 * body is never part of it.
 */
export function baseString(request: {
  readonly method: string;
  readonly url: string;
  readonly parameters: ReadonlyMap<string, string>;
}): string {
  const url = new URL(request.url);
  // 3.4.1.2: scheme and host in lower case, the port only when it is not the scheme's own. URL does both.
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  return [request.method.toUpperCase(), address, normalised(request.parameters, url.search)]
    .map(percentEncode)
    .join('&');
}

/** 3.4.1.3.2: encode each name and value, sort by encoded name, then value, join. `realm` and the signature are left out. */
function normalised(parameters: ReadonlyMap<string, string>, search: string): string {
  const fromHeader = [...parameters].filter(([name]) => name !== 'oauth_signature' && name !== 'realm');
  return [...fromHeader, ...queryPairs(search)]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** 3.4.1.3.1: the query is decoded as a form is, where `+` is a space. */
function queryPairs(search: string): (readonly [string, string])[] {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [fromForm(name), fromForm(rest.join('='))] as const;
    });
}

function fromForm(text: string): string {
  return percentDecode(text.replaceAll('+', ' '));
}

/** By bytes: all is ASCII after encoding, so the order of code units is the order of bytes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
