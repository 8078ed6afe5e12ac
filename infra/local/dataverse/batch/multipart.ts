import { badRequest } from '../errors.ts';

/** One part of a multipart body (RFC 2046): its headers by lower-case name, and what follows them. */
export type Part = { readonly headers: ReadonlyMap<string, string>; readonly content: string };

export function boundaryOf(contentType: string | undefined): string | undefined {
  return /boundary=("?)([^";\s]+)\1/.exec(contentType ?? '')?.[2];
}

/** Line ends may be CRLF or LF alone: public clients send both. */
export function readParts(body: string, boundary: string): readonly Part[] {
  const pieces = body.replaceAll('\r\n', '\n').split(`--${boundary}`);
  if (pieces.length < 2) throw badRequest(`The body has no part with the boundary ${boundary}.`, '0x80060888');
  return pieces
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => readHeadersAnd(piece.replace(/^[ \t]*\n/, '')));
}

/** Headers, an empty line, the rest. */
export function readHeadersAnd(text: string): Part {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.trim() === '');
  const headerLines = end < 0 ? lines : lines.slice(0, end);
  const headers = headerLines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { headers: new Map(headers), content: end < 0 ? '' : lines.slice(end + 1).join('\n') };
}
