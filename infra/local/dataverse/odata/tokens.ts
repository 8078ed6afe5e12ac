import { badRequest } from '../errors.ts';

export type Token = { readonly kind: 'word' | 'string' | 'literal' | 'sign' | 'alias' | 'end'; readonly text: string };

/** In this order: a GUID or a date would otherwise be read as a number or a word. */
const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'(?:[^']|'')*'/y],
  ['literal', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy],
  ['literal', /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?/iy],
  ['literal', /-?\d+(?:\.\d+)?/y],
  ['alias', /@\w+/y],
  ['word', /[A-Za-z_$][\w./]*/y],
  ['sign', /[(),:=[\]]/y],
];

/** Splits a `$filter`; text between quotes has its doubled quotes undone. Throws 400 where nothing fits. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    while (text[position] === ' ') position += 1;
    if (position >= text.length) return [...tokens, { kind: 'end', text: '' }];
    const token = tokenAt(text, position);
    tokens.push(token.kind === 'string' ? { ...token, text: token.text.slice(1, -1).replaceAll("''", "'") } : token);
    position += token.text.length;
  }
}

function tokenAt(text: string, position: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found };
  }
  throw badRequest(`Syntax error at position ${position} in '${text}'.`, '0x80060888');
}
