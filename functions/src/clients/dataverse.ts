import { z } from 'zod';
import { type Http, type HttpRequest, statusError } from './http.ts';

export type DataverseRow = Readonly<Record<string, unknown>>;

export type Dataverse = {
  /** One page of a query; `next` is the path of the page behind it. Throws a CallError on any status but 200. */
  readonly page: (
    path: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly rows: readonly DataverseRow[]; readonly next: string | undefined }>;
  /** All rows of a query, pages followed. `path` begins with the entity set. Throws a CallError on any status but 200. */
  readonly query: (path: string, headers?: Readonly<Record<string, string>>) => Promise<readonly DataverseRow[]>;
  /** One row, or `absent` where Dataverse says that it does not exist. Every other failure throws a CallError. */
  readonly read: (path: string, headers?: Readonly<Record<string, string>>) => Promise<DataverseRow | 'absent'>;
  /** What Dataverse's own clock says, in ms since 1970 (header `Date`). */
  readonly clock: () => Promise<number>;
  /** Writes columns. `If-Match: *` never creates; `If-None-Match: *` never overwrites. */
  readonly write: (
    path: string,
    columns: DataverseRow,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<'written' | 'precondition'>;
  /** Writes columns over the version that was read, and answers `select` of the row as it is then. */
  readonly revise: (
    path: string,
    columns: DataverseRow,
    etag: string,
    select: readonly string[],
  ) => Promise<DataverseRow | 'precondition'>;
};

const pageShape = z.object({
  value: z.array(z.record(z.string(), z.unknown())),
  '@odata.nextLink': z.string().optional(),
});
const errorShape = z.object({ error: z.object({ code: z.string() }) });

/** "Does not exist" among the 404s: a wrong path answers 404 too, with another code. */
const rowDoesNotExist = '0x80040217';

/** The Dataverse Web API 9.2 as the relay uses it. Tokens, time-out and errors in one place. */
export function createDataverse(http: Http, url: string, token: (refused?: string) => Promise<string>): Dataverse {
  const base = `${url}/api/data/v9.2/`;

  /** A token refused before its time (401) is replaced once. */
  async function call(
    method: HttpRequest['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ) {
    const bearer = await token();
    const first = await send(method, path, { ...headers, authorization: `Bearer ${bearer}` }, body);
    if (first.answer.status !== 401) return first;
    return send(method, path, { ...headers, authorization: `Bearer ${await token(bearer)}` }, body);
  }

  async function send(
    method: HttpRequest['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ) {
    const request: HttpRequest = {
      name: `${method} ${path.replace(/[?(].*$/s, '')}`,
      method,
      url: path.startsWith('http') ? path : base + path,
      headers: {
        accept: 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      timeoutMs: 30_000,
    };
    return { request, answer: await http(request) };
  }

  async function page(path: string, headers: Readonly<Record<string, string>> = {}) {
    const { request, answer } = await call('GET', path, headers);
    if (answer.status !== 200) throw statusError(request, answer, errorCode(answer.body));
    const { value, '@odata.nextLink': next } = pageShape.parse(JSON.parse(answer.body));
    return { rows: value, next };
  }

  return {
    page,
    query: async (path, headers = {}) => {
      const rows: DataverseRow[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const answer: Awaited<ReturnType<typeof page>> = await page(next, headers);
        rows.push(...answer.rows);
        next = answer.next;
      }
      return rows;
    },
    read: async (path, headers = {}) => {
      const { request, answer } = await call('GET', path, headers);
      if (answer.status === 200) return z.record(z.string(), z.unknown()).parse(JSON.parse(answer.body));
      const code = errorCode(answer.body);
      if (answer.status === 404 && code === rowDoesNotExist) return 'absent';
      throw statusError(request, answer, code);
    },
    clock: async () => {
      const { request, answer } = await call('GET', 'WhoAmI', {});
      const date = Date.parse(answer.headers.get('date') ?? '');
      if (answer.status !== 200 || Number.isNaN(date)) throw statusError(request, answer, errorCode(answer.body));
      return date;
    },
    write: async (path, columns, headers = {}) => {
      // What we write ourselves carries a tag: everything it triggers can be told from a person's work.
      const { request, answer } = await call('PATCH', `${path}?tag=assent`, headers, JSON.stringify(columns));
      if (answer.status === 412) return 'precondition';
      if (answer.status >= 300) throw statusError(request, answer, errorCode(answer.body));
      return 'written';
    },
    revise: async (path, columns, etag, select) => {
      const headers = { 'if-match': etag, prefer: 'return=representation' };
      const query = `${path}?$select=${select.join(',')}&tag=assent`;
      const { request, answer } = await call('PATCH', query, headers, JSON.stringify(columns));
      if (answer.status === 412) return 'precondition';
      if (answer.status !== 200) throw statusError(request, answer, errorCode(answer.body));
      return z.record(z.string(), z.unknown()).parse(JSON.parse(answer.body));
    },
  };
}

function errorCode(body: string): string | undefined {
  try {
    return errorShape.parse(JSON.parse(body)).error.code;
  } catch {
    // Proxies answer with pages of their own; the status says enough then.
    return undefined;
  }
}
