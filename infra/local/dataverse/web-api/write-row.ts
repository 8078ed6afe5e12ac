import { inTransaction } from '../messages/transaction.ts';
import type { Api, ApiRequest, ApiResponse } from './api-request.ts';
import type { Plan, Written } from './plans.ts';
import { represent } from './represent.ts';
import { noContent } from './respond.ts';

/** Carries out one write in its own transaction. */
export async function writeRow(api: Api, request: ApiRequest, plan: Plan): Promise<ApiResponse> {
  return writtenResponse(api, request, await inTransaction(api.org, api.call, plan));
}

export function writtenResponse(api: Api, request: ApiRequest, written: Written): ApiResponse {
  if (written.what === 'deleted' || written.what === 'linked') return noContent();
  return represent(api, written.table, written.id, request, written.what === 'created' ? 201 : 200);
}
