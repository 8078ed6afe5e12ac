import { propertyNotFound } from '../errors.ts';
import { readByFetch } from '../fetchxml/read-by-fetch.ts';
import { uninstallSolution } from '../import/uninstall-solution.ts';
import { boundOperation } from '../operations/bound.ts';
import type { Table } from '../schema/table.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { planOf } from './plan-of.ts';
import { readChanges } from './read-changes.ts';
import { countCollection, readCollection } from './read-collection.ts';
import { existingId, readKey } from './read-key.ts';
import { readOne } from './read-one.ts';
import type { Segment } from './read-path.ts';
import { readProperty } from './read-property.ts';
import { noContent } from './respond.ts';
import { writeRow } from './write-row.ts';

/** Everything below `/<entity set>`. */
export async function handleSet(
  api: Api,
  request: ApiRequest,
  table: Table,
  segment: Segment,
  rest: readonly Segment[],
): Promise<ApiResponse> {
  if (segment.key === undefined) return handleCollection(api, request, table, rest);
  const [next] = rest;
  if (!next) return handleRow(api, request, table, segment.key);
  const id = existingId(table, readKey(api.org, table, segment.key));
  const operation = boundOperation(next.name);
  if (operation) return operation(api, request, table, id);
  return readProperty(api, request, { table, id, path: rest });
}

async function handleCollection(
  api: Api,
  request: ApiRequest,
  table: Table,
  [next]: readonly Segment[],
): Promise<ApiResponse> {
  if (next?.name === '$count') return readChanges(api, table, request, 'count') ?? countCollection(api, table, request);
  if (next) {
    const operation = boundOperation(next.name);
    if (!operation) throw propertyNotFound(next.name, table.name);
    return operation(api, request, table, '');
  }
  const fetchXml = request.query.get('fetchXml') ?? request.query.get('fetchxml');
  if (request.method === 'GET' && fetchXml !== undefined) return readByFetch(api, table, request, fetchXml);
  if (request.method === 'GET') return readChanges(api, table, request, 'rows') ?? readCollection(api, table, request);
  return writeRow(api, request, planOf(api.org, request));
}

async function handleRow(api: Api, request: ApiRequest, table: Table, keyText: string): Promise<ApiResponse> {
  if (request.method === 'GET')
    return readOne(api, table, existingId(table, readKey(api.org, table, keyText)), request);
  if (request.method === 'DELETE' && table.name === 'solution') {
    const { layers, changes } = uninstallSolution(
      api.org,
      api.imports.layers(),
      existingId(table, readKey(api.org, table, keyText)),
    );
    api.imports.settle(layers, changes);
    return noContent();
  }
  return writeRow(api, request, planOf(api.org, request));
}
