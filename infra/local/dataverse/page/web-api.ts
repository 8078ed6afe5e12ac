import { isRow, type Row, rowsOf, textOf } from './row.ts';

export type Page = {
  readonly rows: readonly Row[];
  /** Ask for it as it is. */
  readonly nextLink?: string;
  /** All rows of the query, when `$count=true` was asked; Dataverse counts to 5,000. */
  readonly count?: number;
};

/** The only door to the server. Paths are relative to `/api/data/v9.2/`. Every call throws a `WebApiError` when it is refused. */
export type WebApi = {
  readonly read: (path: string) => Promise<Row>;
  readonly list: (path: string, pageSize?: number) => Promise<Page>;
  readonly create: (entitySet: string, body: Row) => Promise<Row>;
  readonly update: (entitySet: string, id: string, body: Row) => Promise<void>;
  readonly remove: (entitySet: string, id: string) => Promise<void>;
  /** An action, bound or not. */
  readonly call: (path: string, body: Row) => Promise<Row>;
};

/** `code` is Dataverse's own (`0x80040217` …), '' when the answer was not from Dataverse; the message is for the person. */
export class WebApiError extends Error {
  override readonly name = 'WebApiError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const root = '/api/data/v9.2/';
const annotations = 'odata.include-annotations="*"';

/**
 * Speaks the Dataverse Web API (learn.microsoft.com, "Use the Microsoft Dataverse Web API") with the header by which the
 * stand-in knows its own page, in place of a sign-in.
 */
export function createWebApi(fetchLike: typeof fetch): WebApi {
  const send = (method: string, path: string, options: { headers?: Record<string, string>; body?: Row } = {}) =>
    request(fetchLike, method, path, options);
  return {
    read: (path) => send('GET', path, { headers: { prefer: annotations } }),
    list: async (path, pageSize = 50) => {
      const prefer = `odata.maxpagesize=${pageSize},${annotations}`;
      return toPage(await send('GET', path, { headers: { prefer } }));
    },
    create: (entitySet, body) => send('POST', entitySet, { headers: { prefer: 'return=representation' }, body }),
    // If-Match: a PATCH without it would create the row again that somebody else has just deleted ("Upsert", same document).
    update: async (entitySet, id, body) => {
      await send('PATCH', `${entitySet}(${id})`, { headers: { 'if-match': '*' }, body });
    },
    remove: async (entitySet, id) => {
      await send('DELETE', `${entitySet}(${id})`);
    },
    call: (path, body) => send('POST', path, { body }),
  };
}

async function request(
  fetchLike: typeof fetch,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: Row },
): Promise<Row> {
  const response = await sendTo(fetchLike, method, path, options);
  const answer = parse(await response.text());
  if (!response.ok) throw toError(response.status, answer);
  return answer;
}

/** The call itself; whatever it answers is the caller's to read. */
export function sendTo(
  fetchLike: typeof fetch,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: Row },
): Promise<Response> {
  return fetchLike(toAddress(path), {
    method,
    headers: {
      accept: 'application/json',
      'odata-version': '4.0',
      'x-assent-page': '1',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** The error in an answer that is not ok. */
export async function readError(response: Response): Promise<WebApiError> {
  return toError(response.status, parse(await response.text()));
}

/** A nextLink names the host as the server knows itself; the page stays with the address it was opened at. */
function toAddress(path: string): string {
  if (!path.includes('://')) return root + path;
  const url = new URL(path);
  return url.pathname + url.search;
}

function parse(text: string): Row {
  if (!text) return {};
  try {
    const answer: unknown = JSON.parse(text);
    return isRow(answer) ? answer : {};
  } catch {
    return { error: { code: '', message: text.slice(0, 200) } };
  }
}

function toError(status: number, answer: Row): WebApiError {
  const error = isRow(answer.error) ? answer.error : {};
  return new WebApiError(status, textOf(error, 'code'), textOf(error, 'message') || `The server answered ${status}.`);
}

function toPage(answer: Row): Page {
  const nextLink = textOf(answer, '@odata.nextLink');
  const count = answer['@odata.count'];
  return {
    rows: rowsOf(answer.value),
    ...(nextLink ? { nextLink } : {}),
    ...(typeof count === 'number' ? { count } : {}),
  };
}
