import { badRequest, rowNotFound } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { toComparable } from '../odata/comparable.ts';
import { splitOutside } from '../odata/query-options.ts';
import { tableProperty } from '../odata/table-property.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { Table } from '../schema/table.ts';

/** What stands between the brackets: a row's id, or the values of an alternate key with the row found by them, if any. */
export type Key =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'alternate'; readonly id: string | undefined; readonly values: ReadonlyMap<string, string> };

export function readKey(org: Organisation, table: Table, text: string): Key {
  const id = readGuid(text.replace(/^'(.*)'$/, '$1'));
  if (id !== undefined) return { kind: 'id', id };
  const values = new Map(splitOutside(text, ',').map(readPair));
  const own = readGuid(values.get(table.key) ?? '');
  if (own !== undefined) return { kind: 'id', id: own };
  const columns = [...values.keys()].map((name) => /^_(.+)_value$/.exec(name)?.[1] ?? name);
  const known = [...table.alternateKeys.values()].some(
    (key) => key.length === columns.length && key.every((column) => columns.includes(column)),
  );
  if (!known)
    throw badRequest(`The key '${text}' is neither an id nor an alternate key of ${table.name}.`, '0x80060888');
  return { kind: 'alternate', id: findByKey(org, table, values), values };
}

function readPair(text: string): readonly [string, string] {
  const position = text.indexOf('=');
  return [text.slice(0, position).trim(), text.slice(position + 1).replace(/^'(.*)'$/, '$1')];
}

function findByKey(org: Organisation, table: Table, values: ReadonlyMap<string, string>): string | undefined {
  const tests = [...values].map(([name, text]) => {
    const property = tableProperty({ org, seesAll: true, userId: '' }, table, name);
    return { property, value: toComparable(property.type, text) };
  });
  for (const row of org.store.rows(table.name).all()) {
    if (tests.every(({ property, value }) => property.read(row) === value)) return row.id;
  }
  return undefined;
}

/** The id of a row that must be there. */
export function existingId(table: Table, key: Key): string {
  if (key.id !== undefined) return key.id;
  throw rowNotFound(table.name, 'the given key');
}
