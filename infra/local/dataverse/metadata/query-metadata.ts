import { badRequest, notHere } from '../errors.ts';
import { type Comparable, foldText, type Property } from '../odata/comparable.ts';
import { compileFilter, type Source } from '../odata/compile-filter.ts';
import { type QueryOptions, readQueryOptions } from '../odata/query-options.ts';
import type { MetadataJson } from './entity-json.ts';

/** `$select` and `$filter` over metadata. Annotations and MetadataId always come along, as in Dataverse. */
export function queryMetadata(
  rows: readonly MetadataJson[],
  query: ReadonlyMap<string, string>,
): readonly MetadataJson[] {
  const options = readQueryOptions(query);
  const test = options.filter && compileFilter(options.filter, metadataSource);
  return rows.filter((row) => !test || test(row)).map((row) => selected(row, options));
}

export function selected(row: MetadataJson, options: QueryOptions): MetadataJson {
  if (!options.select) return row;
  const wanted = new Set([
    ...options.select,
    'MetadataId',
    '@odata.type',
    ...options.expand.map(({ navigation }) => navigation),
  ]);
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}

const metadataSource: Source<MetadataJson> = {
  property: metadataProperty,
  queryFunction: (name) => {
    throw notHere(`${name} over metadata`);
  },
  some: (path) => {
    throw notHere(`${path} over metadata`);
  },
};

/** Values of metadata have no columns behind them, so the literal's type is the value's own. Enumerations are compared as texts. */
function metadataProperty(path: string): Property<MetadataJson> {
  if (path.includes('.') || path === '') throw badRequest(`'${path}' is no metadata property.`);
  const boolean = /^(Is|Can|Has)|Enabled$/.test(path);
  const number = path === 'ObjectTypeCode' || path === 'MaxLength';
  return {
    type: boolean ? 'boolean' : number ? 'integer' : path === 'MetadataId' ? 'guid' : 'text',
    read: (row) => toComparable(path.split('/').reduce<unknown>(memberOf, row)),
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function toComparable(value: unknown): Comparable {
  if (typeof value === 'string') return foldText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
