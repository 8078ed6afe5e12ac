import { badRequest } from '../errors.ts';
import type { Comparison, Filter, Operand, Parameter, TextTest } from './filter.ts';
import { readTokens, type Token } from './tokens.ts';

/** Where the parser stands. */
type Cursor = { readonly peek: (ahead?: number) => Token; readonly take: () => Token; readonly text: string };

/** Reads a `$filter` (OData 4.0 part 2, 5.1.1; Web API page "filter rows"). `aliases`: query options `@name=value`. */
export function parseFilter(text: string, aliases: ReadonlyMap<string, string> = new Map()): Filter {
  const cursor = cursorOver(text, withoutAliases(readTokens(text), aliases));
  const filter = parseOr(cursor);
  if (cursor.peek().kind !== 'end') throw syntaxError(cursor);
  return filter;
}

function withoutAliases(tokens: readonly Token[], aliases: ReadonlyMap<string, string>): readonly Token[] {
  return tokens.flatMap((token) => {
    if (token.kind !== 'alias') return [token];
    const value = aliases.get(token.text);
    return value === undefined ? [{ kind: 'word', text: 'null' } as const] : readTokens(value).slice(0, -1);
  });
}

function cursorOver(text: string, tokens: readonly Token[]): Cursor {
  let position = 0;
  const end: Token = { kind: 'end', text: '' };
  return {
    text,
    peek: (ahead = 0) => tokens[position + ahead] ?? end,
    take: () => {
      position += 1;
      return tokens[position - 1] ?? end;
    },
  };
}

function parseOr(cursor: Cursor): Filter {
  return parseChain(cursor, 'or', (inner) => parseChain(inner, 'and', parseNot));
}

function parseChain(cursor: Cursor, kind: 'and' | 'or', parsePart: (cursor: Cursor) => Filter): Filter {
  const first = parsePart(cursor);
  const parts = [first];
  while (isWord(cursor.peek(), kind)) {
    cursor.take();
    parts.push(parsePart(cursor));
  }
  return parts.length === 1 ? first : { kind, parts };
}

function parseNot(cursor: Cursor): Filter {
  if (!isWord(cursor.peek(), 'not')) return parsePrimary(cursor);
  cursor.take();
  return { kind: 'not', part: parseNot(cursor) };
}

function parsePrimary(cursor: Cursor): Filter {
  if (isSign(cursor.peek(), '(')) {
    cursor.take();
    const inner = parseOr(cursor);
    expectSign(cursor, ')');
    return inner;
  }
  if (cursor.peek().kind === 'word' && isSign(cursor.peek(1), '(')) return parseCall(cursor);
  return parseComparison(cursor);
}

function parseCall(cursor: Cursor): Filter {
  const name = cursor.take().text;
  expectSign(cursor, '(');
  const test = textTests.find((known) => known === name);
  if (test) return parseTextTest(cursor, test);
  if (name.endsWith('/any') || name.endsWith('/all')) return parseLambda(cursor, name);
  return parseQueryFunction(cursor, name);
}

const textTests: readonly TextTest[] = ['contains', 'startswith', 'endswith'];

function parseTextTest(cursor: Cursor, test: TextTest): Filter {
  const path = cursor.take().text;
  expectSign(cursor, ',');
  const value = cursor.take().text;
  expectSign(cursor, ')');
  // `contains(name,'x') eq true` is allowed too.
  if (isWord(cursor.peek(), 'eq') && isWord(cursor.peek(1), 'true')) {
    cursor.take();
    cursor.take();
  }
  return { kind: 'text', test, path, value };
}

function parseLambda(cursor: Cursor, name: string): Filter {
  const kind = name.endsWith('/any') ? 'any' : 'all';
  const path = name.slice(0, -4);
  if (isSign(cursor.peek(), ')')) {
    cursor.take();
    return { kind, path, variable: '', part: undefined };
  }
  const variable = cursor.take().text;
  expectSign(cursor, ':');
  const part = parseOr(cursor);
  expectSign(cursor, ')');
  return { kind, path, variable, part };
}

function parseQueryFunction(cursor: Cursor, name: string): Filter {
  const parameters = new Map<string, Parameter>();
  while (!isSign(cursor.peek(), ')')) {
    const key = cursor.take().text;
    expectSign(cursor, '=');
    parameters.set(key, isSign(cursor.peek(), '[') ? parseList(cursor) : cursor.take().text);
    if (isSign(cursor.peek(), ',')) cursor.take();
    else if (!isSign(cursor.peek(), ')')) throw syntaxError(cursor);
  }
  cursor.take();
  return { kind: 'function', name, parameters };
}

function parseList(cursor: Cursor): readonly string[] {
  cursor.take();
  const values: string[] = [];
  while (!isSign(cursor.peek(), ']')) {
    if (cursor.peek().kind === 'end') throw syntaxError(cursor);
    values.push(cursor.take().text);
    if (isSign(cursor.peek(), ',')) cursor.take();
  }
  cursor.take();
  return values;
}

function parseComparison(cursor: Cursor): Filter {
  const left = parseOperand(cursor);
  const operator = comparisons.find((known) => known === cursor.peek().text);
  if (!operator) throw syntaxError(cursor);
  cursor.take();
  return { kind: 'compare', operator, left, right: parseOperand(cursor) };
}

const comparisons: readonly Comparison[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];

function parseOperand(cursor: Cursor): Operand {
  const token = cursor.take();
  if (token.kind === 'string') return { kind: 'literal', text: token.text, quoted: true };
  if (token.kind === 'literal' || ['null', 'true', 'false'].includes(token.text)) {
    return { kind: 'literal', text: token.text, quoted: false };
  }
  if (token.kind !== 'word') throw syntaxError(cursor);
  return { kind: 'path', path: token.text };
}

function isWord(token: Token, text: string): boolean {
  return token.kind === 'word' && token.text === text;
}

function isSign(token: Token, text: string): boolean {
  return token.kind === 'sign' && token.text === text;
}

function expectSign(cursor: Cursor, text: string): void {
  if (!isSign(cursor.take(), text)) throw syntaxError(cursor);
}

function syntaxError(cursor: Cursor): Error {
  return badRequest(`Syntax error near '${cursor.peek().text}' in '${cursor.text}'.`, '0x80060888');
}
