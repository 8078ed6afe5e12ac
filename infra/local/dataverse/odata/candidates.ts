import { readGuid } from '../guid.ts';
import type { Table } from '../schema/table.ts';
import type { Filter } from './filter.ts';

/** Rows that a filter can only be true for, so that the whole table need not be read. */
export type Candidates =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'children'; readonly column: string; readonly parent: string };

export function candidatesOf(filter: Filter, table: Table): Candidates | undefined {
  switch (filter.kind) {
    case 'and':
      return filter.parts.map((part) => candidatesOf(part, table)).find((found) => found !== undefined);
    case 'compare': {
      if (filter.operator !== 'eq' || filter.left.kind !== 'path' || filter.right.kind !== 'literal') return undefined;
      return candidatesFor(table, filter.left.path, [filter.right.text]);
    }
    case 'function': {
      const path = filter.parameters.get('PropertyName');
      const values = filter.parameters.get('PropertyValues');
      if (filter.name !== 'Microsoft.Dynamics.CRM.In' || typeof path !== 'string' || values === undefined)
        return undefined;
      return candidatesFor(table, path, typeof values === 'string' ? [values] : values);
    }
    default:
      return undefined;
  }
}

function candidatesFor(table: Table, path: string, texts: readonly string[]): Candidates | undefined {
  const ids = texts.map(readGuid).filter((id) => id !== undefined);
  if (ids.length !== texts.length) return undefined;
  if (path === table.key) return { kind: 'ids', ids: [...new Set(ids)] };
  const column = table.columns.get(/^_(.+)_value$/.exec(path)?.[1] ?? '');
  const [parent] = ids;
  if (column?.type !== 'lookup' || ids.length !== 1 || parent === undefined) return undefined;
  return { kind: 'children', column: column.name, parent };
}
