import type { IncomingMessage } from 'node:http';
import type { HttpData, InvocationRequest, Nullable } from '../core/core-types.ts';

/** A request of the HTTP front → what the host sends to the worker for it. */
export function toHttpRequest(
  request: IncomingMessage,
  url: URL,
  bindingName: string,
  params: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): InvocationRequest {
  const http: HttpData = {
    method: request.method ?? 'GET',
    url: url.href,
    nullableHeaders: toNullable(Object.entries(request.headers)),
    nullableParams: toNullable(Object.entries(params)),
    nullableQuery: toNullable([...groupQuery(url)]),
    body: body ? { bytes: body } : undefined,
  };
  return {
    inputData: [{ name: bindingName, data: { http } }],
    triggerMetadata: {},
    traceContext: {
      traceParent: String(request.headers.traceparent ?? ''),
      traceState: String(request.headers.tracestate ?? ''),
    },
  };
}

/** ASP.NET joins repeated values by a comma (StringValues.ToString); Node has done the same for headers. */
function toNullable(entries: readonly (readonly [string, string | string[] | undefined])[]): Record<string, Nullable> {
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, { value: String(value) }]])),
  );
}

function groupQuery(url: URL): Map<string, string> {
  const grouped = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const before = grouped.get(name);
    grouped.set(name, before === undefined ? value : `${before},${value}`);
  }
  return grouped;
}
