import { badRequest, notHere } from '../errors.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

export type Order = { readonly path: string; readonly descending: boolean };

/** What a query asks for, still by names. */
export type QueryOptions = {
  /** Absent: all columns. */
  readonly select?: readonly string[];
  readonly filter?: Filter;
  readonly orderBy: readonly Order[];
  readonly expand: readonly Expand[];
  readonly top?: number;
  readonly count: boolean;
};

/** `query`: the options as a query of the collection's own, for its nextLink. */
export type Expand = { readonly navigation: string; readonly options: QueryOptions; readonly query: string };

/** Reads the system query options; `text` gives one by its name. Those Dataverse does not have throw 400. */
export function readQueryOptions(text: ReadonlyMap<string, string>): QueryOptions {
  for (const name of ['$skip', '$search', '$format']) {
    if (text.has(name)) throw badRequest(`The query option ${name} is not supported.`, '0x80060888');
  }
  for (const name of ['$apply', '$compute', 'savedQuery', 'userQuery']) {
    if (text.has(name)) throw notHere(`the query option ${name}`);
  }
  const select = text.get('$select');
  const filter = text.get('$filter');
  const top = text.get('$top');
  const expand = text.get('$expand');
  return {
    ...(select !== undefined && select !== '*' && { select: splitOutside(select, ',') }),
    ...(filter !== undefined && filter.trim() !== '' && { filter: parseFilter(filter, text) }),
    orderBy: readOrder(text.get('$orderby')),
    expand: expand === undefined ? [] : splitOutside(expand, ',').map(readExpand),
    ...(top !== undefined && { top: readTop(top) }),
    count: text.get('$count') === 'true',
  };
}

function readTop(text: string): number {
  const top = Number(text);
  if (!Number.isInteger(top) || top < 0) throw badRequest(`$top: '${text}' is no count.`);
  return top;
}

function readOrder(text: string | undefined): readonly Order[] {
  if (text === undefined) return [];
  return splitOutside(text, ',').map((part) => {
    const [path = '', direction] = part.split(/\s+/);
    return { path, descending: direction === 'desc' };
  });
}

/** `name` or `name($select=a,b;$filter=…)`. */
function readExpand(text: string): Expand {
  const [navigation = '', inner] = /^([^(]+)(?:\((.*)\))?$/s.exec(text)?.slice(1) ?? [];
  const pairs = inner === undefined ? [] : splitOutside(inner, ';').map(readPair);
  const own = pairs.filter(([name]) => name === '$select' || name === '$filter' || name === '$orderby');
  return {
    navigation: navigation.trim(),
    options: readQueryOptions(new Map(pairs)),
    query: own.map(([name, value]) => `${name}=${encodeURI(value)}`).join('&'),
  };
}

function readPair(text: string): readonly [string, string] {
  const position = text.indexOf('=');
  return [text.slice(0, position).trim(), text.slice(position + 1)];
}

/** Splits at a separator that is not inside brackets or quotes. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let position = 0; position < text.length; position += 1) {
    const sign = text[position];
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign === separator && depth === 0) {
      parts.push(text.slice(start, position));
      start = position + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
