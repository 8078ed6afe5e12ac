import { z } from 'zod';

export type Row = Readonly<Record<string, unknown>>;

/** The Dataverse Web API as the installer uses it. Every call that is refused throws an Error naming the call and Dataverse's answer. */
export type WebApi = {
  readonly query: (path: string) => Promise<readonly Row[]>;
  readonly patch: (path: string, columns: Row, headers?: Readonly<Record<string, string>>) => Promise<void>;
  readonly post: (path: string, columns: Row) => Promise<void>;
};

export type Credentials = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
};

const tokenShape = z.object({ access_token: z.string() });
const pageShape = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

/** Signs in with client credentials; one token is enough for an installation. */
export async function openWebApi(environment: string, credentials: Credentials): Promise<WebApi> {
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: credentials.scope,
  };
  const answer = await fetch(credentials.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  if (!answer.ok)
    throw new Error(`Signing in at ${credentials.tokenUrl}: ${answer.status}. Check client id and secret.`);
  const { access_token: token } = tokenShape.parse(await answer.json());

  async function call(
    method: string,
    path: string,
    body?: Row,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const response = await fetch(`${environment}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok)
      throw new Error(`${method} ${path.replace(/\?.*/, '')}: ${response.status} ${await response.text()}`);
    return response;
  }

  return {
    query: async (path) => pageShape.parse(await (await call('GET', path)).json()).value,
    patch: async (path, columns, headers) => {
      await call('PATCH', path, columns, headers);
    },
    post: async (path, columns) => {
      await call('POST', path, columns);
    },
  };
}
