import type { ListColumn } from './list-columns.ts';
import type { Table } from './metadata.ts';

export type View = 'active' | 'inactive' | 'all';

export type ListState = {
  readonly view: View;
  readonly search: string;
  readonly sort: { readonly column: string; readonly descending: boolean };
};

const filters: Readonly<Record<View, string | undefined>> = {
  active: 'statecode eq 0',
  inactive: 'statecode ne 0',
  all: undefined,
};

/**
 * The first page of a list; the following ones are the answer's nextLink. A search looks in every text column of the list. `within`
 * is a condition on top: a sub-grid has only what belongs to its record.
 */
export function toListPath(
  table: Table,
  columns: readonly ListColumn[],
  state: ListState,
  within: string | undefined = undefined,
): string {
  const select = [table.idColumn, table.nameColumn, 'statecode', ...columns.map(toSelect)];
  const filter = [within, filters[state.view], searchFilter(columns, state.search)].filter(
    (part) => part !== undefined,
  );
  const order = `${state.sort.column}${state.sort.descending ? ' desc' : ''}`;
  const query = [
    `$select=${[...new Set(select)].join(',')}`,
    ...(filter.length > 0 ? [`$filter=${encodeURIComponent(filter.join(' and '))}`] : []),
    `$orderby=${encodeURIComponent(order)}`,
    '$count=true',
  ];
  return `${table.entitySet}?${query.join('&')}`;
}

export function toSelect({ name, type }: ListColumn): string {
  return ['Lookup', 'Customer', 'Owner'].includes(type) ? `_${name}_value` : name;
}

function searchFilter(columns: readonly ListColumn[], search: string): string | undefined {
  const text = search.trim().replaceAll("'", "''");
  if (!text) return undefined;
  const parts = columns.filter(({ type }) => type === 'String').map(({ name }) => `contains(${name},'${text}')`);
  return parts.length > 0 ? `(${parts.join(' or ')})` : undefined;
}
