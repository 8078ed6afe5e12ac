import { z } from 'zod';

export type Row = Readonly<Record<string, unknown>>;

/** The Dataverse Web API as the installer uses it. Every call that is refused throws a WebApiError. */
export type WebApi = {
  /** The environment's address, without a slash at its end. */
  readonly environment: string;
  /** All rows of a query, pages followed. */
  readonly query: (path: string) => Promise<readonly Row[]>;
  /** A row, or the answer of a function; undefined where it does not exist. */
  readonly read: (path: string) => Promise<Row | undefined>;
  /** Changes a row that is there; never makes one. */
  readonly patch: (path: string, columns: Row) => Promise<void>;
  /** Makes a row or calls an action; the answer's JSON where it has one. */
  readonly post: (path: string, body: Row) => Promise<Row | undefined>;
  readonly remove: (path: string) => Promise<void>;
};

export type Credentials = {
  /** Asked of the environment where it is left out. */
  readonly tokenUrl?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | undefined;
};

/** Dataverse refused a call. `code` is Dataverse's own where it gave one. */
export class WebApiError extends Error {
  override readonly name = 'WebApiError';
  readonly status: number;
  readonly code: string | undefined;
  constructor(call: string, status: number, body: string) {
    const answer = errorShape.safeParse(parseJson(body)).data?.error;
    super(`${call}: ${status} ${answer?.message ?? body.slice(0, 300)}`.trim());
    this.status = status;
    this.code = answer?.code;
  }
}

const errorShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const tokenShape = z.object({ access_token: z.string() });
const rowShape = z.record(z.string(), z.unknown());
const pageShape = z.object({ value: z.array(rowShape), '@odata.nextLink': z.string().optional() });

/** A token lives an hour at least; an import may take longer. */
const renewAfterMs = 45 * 60_000;

/** Signs in with client credentials. Throws an Error that says what to check where that is refused. */
export async function openWebApi(environment: string, credentials: Credentials): Promise<WebApi> {
  const tokenUrl = credentials.tokenUrl ?? (await askTokenUrl(environment));
  let token = await signIn(environment, tokenUrl, credentials);
  let signedInAt = Date.now();

  async function call(method: string, path: string, body?: Row, headers: Record<string, string> = {}) {
    if (Date.now() - signedInAt > renewAfterMs) {
      token = await signIn(environment, tokenUrl, credentials);
      signedInAt = Date.now();
    }
    const url = path.startsWith('http') ? path : `${environment}/api/data/v9.2/${path}`;
    const response = await reach(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new WebApiError(`${method} ${path.replace(/\?.*/s, '')}`, response.status, text);
    return text;
  }

  return {
    environment,
    query: async (path) => {
      const rows: Row[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const page: z.infer<typeof pageShape> = pageShape.parse(JSON.parse(await call('GET', next)));
        rows.push(...page.value);
        next = page['@odata.nextLink'];
      }
      return rows;
    },
    read: async (path) => {
      try {
        return rowShape.parse(JSON.parse(await call('GET', path)));
      } catch (error) {
        if (error instanceof WebApiError && error.status === 404) return undefined;
        throw error;
      }
    },
    patch: async (path, columns) => void (await call('PATCH', path, columns, { 'if-match': '*' })),
    post: async (path, columns) => rowShape.safeParse(parseJson(await call('POST', path, columns))).data,
    remove: async (path) => void (await call('DELETE', path)),
  };
}

async function signIn(environment: string, tokenUrl: string, credentials: Credentials): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: credentials.scope ?? `${environment}/.default`,
  };
  const answer = await reach(tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  if (!answer.ok)
    throw new Error(
      `Signing in at ${tokenUrl}: ${answer.status}. Check DATAVERSE_CLIENT_ID and DATAVERSE_CLIENT_SECRET.`,
    );
  return tokenShape.parse(await answer.json()).access_token;
}

/** An environment tells whoever has no token where to get one (RFC 9728's forerunner: `authorization_uri`), and so its tenant. */
async function askTokenUrl(environment: string): Promise<string> {
  const { headers } = await reach(`${environment}/api/data/v9.2/`, {});
  const [, address] = /authorization_uri="?([^",\s]+)/.exec(headers.get('www-authenticate') ?? '') ?? [];
  if (!address)
    throw new Error(`--environment ${environment}: this is no Dataverse; it does not say where to sign in.`);
  return address.replace(/\/oauth2\/.*$/, '/oauth2/v2.0/token');
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new Error(`${new URL(url).origin}: no answer. Check the address and the network.`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An empty answer, or a page of a proxy: the status says enough.
    return undefined;
  }
}
