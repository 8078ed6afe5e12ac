/** A call that got no usable answer, or an answer that is none of the expected ones. Carries no body and no address line. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: 'timeout' | 'unreachable' | 'status';
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** The foreign system's own code. */
  readonly detail: string | undefined;
  constructor(
    call: string,
    facts: {
      code: CallError['code'];
      status?: number;
      retryAfterMs?: number | undefined;
      detail?: string;
      cause?: unknown;
    },
  ) {
    super(`${call}: ${facts.status ?? facts.code}${facts.detail ? ` (${facts.detail})` : ''}`, { cause: facts.cause });
    this.code = facts.code;
    this.status = facts.status;
    this.retryAfterMs = facts.retryAfterMs;
    this.detail = facts.detail;
  }
}

export type HttpRequest = {
  /** Names the call in errors and logs: method and path, never a query. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
};

export type HttpAnswer = { readonly status: number; readonly headers: Headers; readonly body: string };

export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** One HTTP call. Throws a CallError where there is no answer at all: `timeout`, `unreachable`. */
export const http: Http = async (request) => {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const init: RequestInit = {
    method: request.method,
    headers: request.headers,
    signal,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
  try {
    const response = await fetch(request.url, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (cause) {
    throw new CallError(request.name, { code: signal.aborted ? 'timeout' : 'unreachable', cause });
  }
};

/**
 * How long `Retry-After` asks to wait (RFC 9110, 10.2.3: seconds or a date). Undefined for nonsense, a negative number and a date
 * in the past: the back-off decides then. At most one hour.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, 3_600_000) : undefined;
}

/** The CallError of an answer with an unexpected status. `detail` names a code of the foreign system, never its text. */
export function statusError(request: HttpRequest, answer: HttpAnswer, detail?: string): CallError {
  return new CallError(request.name, {
    code: 'status',
    status: answer.status,
    retryAfterMs: retryAfterMs(answer.headers, Date.now()),
    ...(detail ? { detail } : {}),
  });
}
