import { badRequest } from '../errors.ts';
import { demandRead, type Viewer } from '../odata/table-property.ts';
import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import { compileCondition, fetchProperty } from './compile-condition.ts';
import type { FetchEntity, FetchFilter, FetchLink } from './fetch.ts';

/** A result before it is written: the main row and the linked ones by alias. */
export type Joined = { readonly main: Row; readonly linked: ReadonlyMap<string, Row | undefined> };

export type JoinedTest = (joined: Joined) => boolean;

export type Scope = { readonly viewer: Viewer; readonly userId: string; readonly aliases: ReadonlyMap<string, Table> };

export function tableNamed(viewer: Viewer, name: string): Table {
  const table = viewer.org.schema.table(name);
  if (!table) throw badRequest(`The entity with a name = '${name}' was not found in the MetadataCache.`, '0x80041102');
  demandRead(viewer, table);
  return table;
}

/** Tables by the alias they have in the query. */
export function aliasesOf(viewer: Viewer, entity: FetchEntity): ReadonlyMap<string, Table> {
  return new Map(
    entity.links.flatMap((link) => [[link.alias, tableNamed(viewer, link.table)] as const, ...aliasesOf(viewer, link)]),
  );
}

/** Adds the rows of every link to a result; an inner link without one drops it. */
export function joinLinks(
  scope: Scope,
  table: Table,
  entity: FetchEntity,
  row: Row,
  joined: Joined,
): readonly Joined[] {
  return entity.links.reduce<readonly Joined[]>(
    (results, link) => results.flatMap((result) => joinLink(scope, table, link, row, result)),
    [joined],
  );
}

function joinLink(scope: Scope, table: Table, link: FetchLink, row: Row, joined: Joined): readonly Joined[] {
  const linkedTable = tableNamed(scope.viewer, link.table);
  const value = fetchProperty(scope.viewer, table, link.to).read(row);
  const test = link.filter ? compileFilter(scope, linkedTable, link.filter, link.alias) : () => true;
  const found = matchingRows(scope, linkedTable, link.from, value)
    .map((linked) => ({ linked, result: { ...joined, linked: new Map(joined.linked).set(link.alias, linked) } }))
    .filter(({ result }) => test(result))
    .flatMap(({ linked, result }) => joinLinks(scope, linkedTable, link, linked, result));
  return found.length === 0 && link.outer ? [joined] : found;
}

function matchingRows(scope: Scope, table: Table, column: string, value: unknown): readonly Row[] {
  if (typeof value !== 'string') return [];
  const rows = scope.viewer.org.store.rows(table.name);
  if (column === table.key) return [rows.get(value)].filter((row) => row !== undefined);
  if (table.columns.get(column)?.type === 'lookup') return rows.pointingAt(column, value);
  const property = fetchProperty(scope.viewer, table, column);
  return [...rows.all()].filter((row) => property.read(row) === value);
}

/** `alias` undefined: conditions are about the main row. */
export function compileFilter(scope: Scope, table: Table, filter: FetchFilter, alias: string | undefined): JoinedTest {
  const conditions = filter.conditions.map((condition): JoinedTest => {
    const at = condition.alias ?? alias;
    const test = compileCondition(
      scope.viewer,
      scope.userId,
      at === undefined ? table : aliasTable(scope, at, table, alias),
      condition,
    );
    return (joined) => test(at === undefined ? joined.main : joined.linked.get(at));
  });
  const tests = [...conditions, ...filter.filters.map((inner) => compileFilter(scope, table, inner, alias))];
  if (filter.kind === 'and') return (joined) => tests.every((test) => test(joined));
  return (joined) => tests.length === 0 || tests.some((test) => test(joined));
}

function aliasTable(scope: Scope, wanted: string, table: Table, own: string | undefined): Table {
  const found = wanted === own ? table : scope.aliases.get(wanted);
  if (!found) throw badRequest(`There is no link-entity with the alias ${wanted}.`, '0x8004111c');
  return found;
}
