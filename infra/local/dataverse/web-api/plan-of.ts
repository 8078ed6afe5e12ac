import { methodNotAllowed, notHere, segmentNotFound } from '../errors.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { ApiRequest } from './api-request.ts';
import { type Plan, planCreate, planDelete, planUpsert } from './plans.ts';
import { existingId, readKey } from './read-key.ts';
import { readPath, type Segment } from './read-path.ts';
import { planReference } from './references.ts';

/** The plan behind a write's method and path: rows and references. Operations cannot be joined into a change set here. */
export function planOf(org: Organisation, request: ApiRequest): Plan {
  const [first, second, third] = readPath(request.path);
  const table = first && org.schema.bySet(first.name);
  if (!first || !table) throw first ? noChangeSet(first) : segmentNotFound('');
  if (third?.name === '$ref' && second) {
    const id = existingId(table, readKey(org, table, first.key ?? ''));
    return planReference(org, request, { table, id }, second);
  }
  if (second) throw noChangeSet(second);
  if (first.key === undefined) {
    if (request.method === 'POST') return planCreate(table, request);
    throw methodNotAllowed(request.method);
  }
  if (request.method === 'PATCH') return planUpsert(table, first.key, request);
  if (request.method !== 'DELETE') throw methodNotAllowed(request.method);
  if (table.name === 'solution') throw notHere('the uninstalling of solutions inside a change set');
  return planDelete(table, first.key, request);
}

function noChangeSet(segment: Segment): Error {
  return notHere(`${segment.name} as a write of rows`);
}
