import type { Column, LookupTarget, Table } from './table.ts';

/** One side of a relationship, from the parent: which rows point at it, through which column. */
export type Children = { readonly table: string; readonly column: string; readonly target: LookupTarget };

export type Schema = {
  readonly table: (name: string) => Table | undefined;
  readonly bySet: (set: string) => Table | undefined;
  readonly all: () => readonly Table[];
  /** Adds the table, or puts a changed one in its place. */
  readonly put: (table: Table) => void;
  /** Back to the tables of the beginning. */
  readonly reset: () => void;
  /** Every relationship in which `table` is the parent. */
  readonly childrenOf: (table: string) => readonly Children[];
  /** The collection-valued navigation property `name` of `table`. */
  readonly collection: (table: string, name: string) => Children | undefined;
  /** The single-valued navigation property `name` of `table`. */
  readonly navigation: (
    table: string,
    name: string,
  ) => { readonly column: Column; readonly target: LookupTarget } | undefined;
};

export function createSchema(tables: readonly Table[]): Schema {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const bySet = new Map(tables.map((table) => [table.set, table]));
  let children: ReadonlyMap<string, readonly Children[]> | undefined;
  const childrenOf = (name: string) => {
    children ??= collectChildren([...byName.values()]);
    return children.get(name) ?? [];
  };
  return {
    table: (name) => byName.get(name),
    bySet: (set) => bySet.get(set),
    all: () => [...byName.values()],
    put: (table) => {
      byName.set(table.name, table);
      bySet.set(table.set, table);
      children = undefined;
    },
    reset: () => {
      byName.clear();
      bySet.clear();
      for (const table of tables) {
        byName.set(table.name, table);
        bySet.set(table.set, table);
      }
      children = undefined;
    },
    childrenOf,
    collection: (table, name) => childrenOf(table).find(({ target }) => target.collection === name),
    navigation: (table, name) => findNavigation(byName.get(table), name),
  };
}

function collectChildren(tables: readonly Table[]): ReadonlyMap<string, readonly Children[]> {
  const found = new Map<string, Children[]>();
  for (const table of tables) {
    for (const column of table.columns.values()) {
      for (const target of column.targets) {
        const list = found.get(target.table) ?? [];
        list.push({ table: table.name, column: column.name, target });
        found.set(target.table, list);
      }
    }
  }
  return found;
}

function findNavigation(table: Table | undefined, name: string) {
  for (const column of table?.columns.values() ?? []) {
    const target = column.targets.find(({ navigation }) => navigation === name);
    if (target) return { column, target };
  }
  return undefined;
}
