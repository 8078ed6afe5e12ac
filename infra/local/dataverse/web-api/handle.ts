import { runBatch } from '../batch/run-batch.ts';
import { segmentNotFound } from '../errors.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { operations } from '../operations/operations.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import { handleSet } from './handle-set.ts';
import { readPath } from './read-path.ts';
import { errorResponse, jsonResponse } from './respond.ts';

/** Answers one call of the Web API; errors become answers. */
export async function handle(api: Api, request: ApiRequest): Promise<ApiResponse> {
  try {
    return await route(api, request);
  } catch (error) {
    return errorResponse(error);
  }
}

async function route(api: Api, request: ApiRequest): Promise<ApiResponse> {
  const [first, ...rest] = readPath(request.path);
  if (!first) return serviceDocument(api);
  if (first.name === '$batch') return runBatch(api, request);
  const table = api.org.schema.bySet(first.name);
  if (table) return handleSet(api, request, table, first, rest);
  const metadata = readMetadata(api, request, first, rest);
  if (metadata) return metadata;
  const operation = operations(api.org).find(({ name }) => name === first.name);
  if (operation) return operation.run(api, request, first);
  throw segmentNotFound(first.name);
}

function serviceDocument(api: Api): ApiResponse {
  const value = api.org.schema.all().map(({ set }) => ({ name: set, kind: 'EntitySet', url: set }));
  return jsonResponse(200, { '@odata.context': `${api.base}/$metadata`, value });
}
