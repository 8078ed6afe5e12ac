import { propertyNotFound } from '../errors.ts';
import { type ManyFrom, manyToMany } from '../schema/many-to-many.ts';
import type { Children } from '../schema/schema.ts';
import type { Column, LookupTarget, Table } from '../schema/table.ts';
import { isReference, type Row } from '../store/row.ts';
import { associatedRows } from '../web-api/associations.ts';
import type { Annotations } from './annotations.ts';
import type { ExpandedRows, ExpandMemory } from './expand-memory.ts';
import { inKeyOrder, rowFinder } from './find-rows.ts';
import { type Place, writePlace } from './place.ts';
import type { Expand, QueryOptions } from './query-options.ts';
import { type RowJson, rowJson, rowView } from './row-json.ts';
import type { Viewer } from './table-property.ts';

/** How a query's answer is built, for the query itself and for what it expands. */
export type Answering = {
  readonly viewer: Viewer;
  readonly annotations: Annotations;
  /** `…/api/data/v9.2` */
  readonly base: string;
  /** How many rows one expanded collection holds. */
  readonly pageSize: number;
  /** Undefined: always fresh. */
  readonly memory?: ExpandMemory | undefined;
};

/** Makes a row's JSON with everything that is expanded in it. All names are checked before the first row is read. */
export function rowWriter(answering: Answering, table: Table, options: QueryOptions): (row: Row) => RowJson {
  const view = rowView(answering.viewer, table, options.select, answering.annotations);
  const writers = options.expand.map((expand) => expandWriter(answering, table, expand));
  return (row) => {
    const json = rowJson(view, row);
    for (const write of writers) write(json, row);
    return json;
  };
}

type ExpandWriter = (json: RowJson, row: Row) => void;

function expandWriter(answering: Answering, table: Table, expand: Expand): ExpandWriter {
  const { schema } = answering.viewer.org;
  const single = schema.navigation(table.name, expand.navigation);
  if (single) return singleWriter(answering, expand, single);
  const many = manyToMany(table.name, expand.navigation);
  if (many) return manyWriter(answering, expand, many);
  const children = schema.collection(table.name, expand.navigation);
  const childTable = children && schema.table(children.table);
  if (!children || !childTable) throw propertyNotFound(expand.navigation, table.name);
  return collectionWriter(answering, { table, childTable, children, expand });
}

function singleWriter(
  answering: Answering,
  expand: Expand,
  { column, target }: { readonly column: Column; readonly target: LookupTarget },
): ExpandWriter {
  const { org } = answering.viewer;
  const parent = org.schema.table(target.table);
  if (!parent) throw propertyNotFound(expand.navigation, target.table);
  const write = rowWriter(answering, parent, expand.options);
  return (json, row) => {
    const value = row.values[column.name];
    const found =
      isReference(value) && value.table === parent.name ? org.store.rows(parent.name).get(value.id) : undefined;
    json[expand.navigation] = found ? write(found) : null;
  };
}

/** The other end of a relationship of many to many; never paged here, as nobody has thousands of roles. */
function manyWriter(answering: Answering, expand: Expand, many: ManyFrom): ExpandWriter {
  const { org } = answering.viewer;
  const other = org.schema.table(many.other.table);
  if (!other) throw propertyNotFound(expand.navigation, many.own.table);
  const write = rowWriter(answering, other, expand.options);
  return (json, row) => {
    json[expand.navigation] = associatedRows(org, many, row.id).map(write);
  };
}

type Collection = {
  readonly table: Table;
  readonly childTable: Table;
  readonly children: Children;
  readonly expand: Expand;
};

/**
 * Rows of an expanded collection. The answer always carries a nextLink beside them, whether there is more or not (page "join
 * tables"), and may be older than the data when the caller did not ask for a fresh one.
 */
function collectionWriter(answering: Answering, { table, childTable, children, expand }: Collection): ExpandWriter {
  const { viewer, base, pageSize, memory } = answering;
  const write = rowWriter(answering, childTable, expand.options);
  const find = rowFinder(viewer, childTable, expand.options);
  const limit = Math.min(expand.options.top ?? pageSize, pageSize);
  return (json, row) => {
    const fresh = (): ExpandedRows => {
      const rows = [...find(inKeyOrder(viewer.org.store.rows(childTable.name).pointingAt(children.column, row.id)))];
      const page = rows.slice(0, limit);
      return { rows: page.map(write), ...(rows.length > limit && { next: placeAfter(expand, page) }) };
    };
    const key = `${expand.navigation} ${row.id} ${expand.query} ${limit}`;
    const { rows, next } = memory ? memory.remember(key, fresh) : fresh();
    const query = [expand.query, next && `$skiptoken=${encodeURIComponent(writePlace(next))}`]
      .filter(Boolean)
      .join('&');
    json[expand.navigation] = rows;
    json[`${expand.navigation}@odata.nextLink`] =
      `${base}/${table.set}(${row.id})/${expand.navigation}${query === '' ? '' : `?${query}`}`;
  };
}

function placeAfter(expand: Expand, page: readonly Row[]): Place {
  const last = page.at(-1);
  if (expand.options.orderBy.length > 0 || !last) return { skip: page.length, given: page.length };
  return { after: last.id, skip: 0, given: page.length };
}
