import { badRequest, propertyNotFound } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { updateRow } from '../messages/update-row.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { manyToMany } from '../schema/many-to-many.ts';
import type { Table } from '../schema/table.ts';
import type { Value } from '../store/row.ts';
import type { ApiRequest } from './api-request.ts';
import { planAssociation } from './associations.ts';
import type { Plan } from './plans.ts';
import type { Segment } from './read-path.ts';
import { readJsonObject, readReference } from './read-values.ts';

/** The row before a property or `$ref`. */
export type At = { readonly table: Table; readonly id: string };

/**
 * `…/$ref` (page "associate and disassociate rows"): PUT or DELETE on a lookup, POST or DELETE on a collection. It ends as an
 * update of the row that holds the lookup.
 */
export function planReference(org: Organisation, request: ApiRequest, at: At, segment: Segment): Plan {
  const single = org.schema.navigation(at.table.name, segment.name);
  if (single) {
    const value = request.method === 'DELETE' ? null : readReference(org, single.column, addressIn(request));
    return planLookup(at.table, at.id, single.column.name, value);
  }
  const many = manyToMany(at.table.name, segment.name);
  if (many) {
    const associate = request.method !== 'DELETE';
    const address = associate ? addressIn(request) : (request.query.get('$id') ?? '');
    const other = readGuid(segment.key ?? '') ?? readReference(org, undefined, address).id;
    return planAssociation(at, many, other, associate);
  }
  const children = org.schema.collection(at.table.name, segment.name);
  const childTable = children && org.schema.table(children.table);
  if (!children || !childTable) throw propertyNotFound(segment.name, at.table.name);
  if (request.method === 'DELETE') {
    const id = readGuid(segment.key ?? '') ?? readReference(org, undefined, request.query.get('$id') ?? '').id;
    return planLookup(childTable, id, children.column, null);
  }
  const child = readReference(org, undefined, addressIn(request));
  return planLookup(childTable, child.id, children.column, { table: at.table.name, id: at.id });
}

function addressIn(request: ApiRequest): string {
  const address = readJsonObject(request.body)['@odata.id'];
  if (typeof address !== 'string') throw badRequest('The body must carry @odata.id.', '0x80048d19');
  return address;
}

function planLookup(table: Table, id: string, column: string, value: Value): Plan {
  return (tx) => {
    updateRow(tx, table, id, { [column]: value });
    return { table, id, what: 'linked' };
  };
}
