import type { Answer, Call } from './call.ts';

const partitionParameter = 'NextPartitionKey';
const rowParameter = 'NextRowKey';
/** Continuation tokens are opaque to clients; ours wraps Azurite's, so that each page has at most one empty page before it. */
const mark = 'empty!';

/**
 * REST reference, "Query timeout and pagination": a query may give no results and still a continuation header, and the row key of it may
 * be null. Gives such a page; the page that follows is the one that was asked for. Absent for a call that comes from such a page.
 */
export function emptyPageBefore(call: Call): Answer | undefined {
  const query = new URLSearchParams(queryOf(call.path));
  const partitionKey = query.get(partitionParameter) ?? '';
  if (partitionKey.startsWith(mark)) return undefined;
  const rowKey = query.get(rowParameter);
  const body = Buffer.from(JSON.stringify({ value: [] }));
  return {
    status: 200,
    headers: {
      'content-type': 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8',
      'x-ms-continuation-nextpartitionkey': `${mark}${partitionKey}`,
      ...(rowKey === null ? {} : { 'x-ms-continuation-nextrowkey': rowKey }),
    },
    body,
  };
}

/** The call as it would be without the empty page. The account's signature does not cover these parameters. */
export function withoutOurToken(call: Call): Call {
  if (!call.path.includes(`${partitionParameter}=`)) return call;
  const query = new URLSearchParams(queryOf(call.path));
  const token = query.get(partitionParameter);
  if (!token?.startsWith(mark)) return call;
  const partitionKey = token.slice(mark.length);
  if (partitionKey === '') query.delete(partitionParameter);
  else query.set(partitionParameter, partitionKey);
  return { ...call, path: `${call.path.slice(0, call.path.indexOf('?'))}?${query}` };
}

function queryOf(path: string): string {
  const start = path.indexOf('?');
  return start < 0 ? '' : path.slice(start + 1);
}
