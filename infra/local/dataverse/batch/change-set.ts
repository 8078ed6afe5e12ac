import { inTransaction } from '../messages/transaction.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import { planOf } from '../web-api/plan-of.ts';
import type { Written } from '../web-api/plans.ts';
import { errorResponse } from '../web-api/respond.ts';
import { writtenResponse } from '../web-api/write-row.ts';
import { readInnerRequest } from './inner-request.ts';
import type { Part } from './multipart.ts';

type Answer = { readonly response: ApiResponse; readonly contentId: string | undefined };

/**
 * A change set: all of its writes in one transaction. `$1` in an address or a body stands for the row that the part with
 * Content-ID 1 wrote. When one fails, only its error is answered, and nothing remains.
 */
export async function runChangeSet(api: Api, parts: readonly Part[]): Promise<readonly Answer[]> {
  try {
    const requests = parts.map((part) => ({
      request: readInnerRequest(part),
      contentId: part.headers.get('content-id'),
    }));
    const written = await inTransaction(api.org, api.call, (tx) => {
      const rows = new Map<string, Written>();
      return requests.map(({ request, contentId }) => {
        const row = planOf(api.org, withReferences(request, rows))(tx);
        if (contentId !== undefined) rows.set(contentId, row);
        return { row, request, contentId };
      });
    });
    return written.map(({ row, request, contentId }) => ({ response: writtenResponse(api, request, row), contentId }));
  } catch (error) {
    return [{ response: errorResponse(error), contentId: undefined }];
  }
}

function withReferences(request: ApiRequest, rows: ReadonlyMap<string, Written>): ApiRequest {
  const replace = (text: string) =>
    text.replaceAll(/\$(\d+)/g, (whole, contentId) => {
      const row = rows.get(contentId);
      return row ? `${row.table.set}(${row.id})` : whole;
    });
  return { ...request, path: replace(request.path), body: request.body.replaceAll(/"\/?\$\d+"/g, replace) };
}
