import type { Answering } from '../odata/expand-row.ts';
import type { QueryOptions } from '../odata/query-options.ts';
import type { Viewer } from '../odata/table-property.ts';
import type { Api, ApiRequest } from './api-request.ts';
import type { Prefer } from './prefer.ts';

export function viewerOf(api: Api): Viewer {
  return { org: api.org, seesAll: api.call.seesAll, userId: api.call.userId };
}

/** Most rows of a page, and of one expanded collection. */
export const maxRows = 5000;

/** Nested expanded collections come in pages of this size; the page that says they are paged gives no number. */
const nestedPageSize = 50;

/** How this request is answered: annotations, page size of what is expanded, and whether old answers will do. */
export function answeringOf(api: Api, request: ApiRequest, prefer: Prefer, options: QueryOptions): Answering {
  const nested = options.expand.some((expand) => expand.options.expand.length > 0);
  const wantsFresh = request.header('if-none-match') === 'null' || api.call.seesAll;
  return {
    viewer: viewerOf(api),
    annotations: prefer.annotations,
    base: api.base,
    pageSize: prefer.maxPageSize ?? (nested ? nestedPageSize : maxRows),
    memory: wantsFresh ? undefined : api.expandMemory,
  };
}
