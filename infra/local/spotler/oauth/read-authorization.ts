import { percentDecode } from './percent-encode.ts';

/**
 * The parameters of an `Authorization: OAuth …` header (RFC 5849, 3.5.1), or a sentence saying why it cannot be read. Values may be
 * encoded or, as one client in production sends the signature, raw base64 with `+ / =`.
 */
export function readAuthorization(header: string | undefined): ReadonlyMap<string, string> | string {
  if (header === undefined) return 'The Authorization header is missing.';
  const scheme = /^oauth\s+/i.exec(header);
  if (!scheme) return 'The Authorization header does not begin with "OAuth ".';
  const parameters = new Map<string, string>();
  for (const part of header.slice(scheme[0].length).split(',')) {
    const pair = /^\s*([^=\s]+)\s*=\s*"?([^"]*)"?\s*$/.exec(part);
    if (!pair) return `The Authorization header has a part that is not name="value": ${part.trim()}`;
    const name = percentDecode(pair[1] ?? '');
    // 3.1: each parameter must not appear more than once per request.
    if (parameters.has(name)) return `The parameter ${name} is there twice.`;
    parameters.set(name, percentDecode(pair[2] ?? ''));
  }
  return parameters;
}
