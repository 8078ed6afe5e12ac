import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Tokens } from './tokens.ts';

export type Client = { readonly clientId: string; readonly clientSecret: string };

/** The applications that the directory knows; whether an organisation has a user for one is another matter. */
export type Clients = {
  readonly add: (client: Client) => void;
  readonly secretOf: (clientId: string) => string | undefined;
};

export function createClients(first: Client): Clients {
  const secrets = new Map([[first.clientId, first.clientSecret]]);
  return {
    add: ({ clientId, clientSecret }) => void secrets.set(clientId, clientSecret),
    secretOf: (clientId) => secrets.get(clientId),
  };
}

/**
 * `POST /<tenant>/oauth2/v2.0/token`, grant client_credentials (RFC 6749, 4.4; errors 5.2 with the codes of Microsoft Entra).
 * Other grants are not here. Any tenant is taken.
 */
export function tokenEndpoint(clients: Clients, tokens: Tokens, baseUrl: () => string) {
  return async (c: Context) => {
    const form = new URLSearchParams(await c.req.text());
    const credentials = credentialsOf(form, c.req.header('authorization'));
    if (form.get('grant_type') !== 'client_credentials') {
      return oauthError(c, 400, 'unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.');
    }
    const clientId = credentials.clientId ?? '';
    const secret = clients.secretOf(clientId);
    if (secret === undefined) {
      return oauthError(c, 400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.');
    }
    if (credentials.clientSecret !== secret) {
      return oauthError(c, 401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
    }
    if (!isOurScope(form.get('scope') ?? '', baseUrl())) {
      return oauthError(
        c,
        400,
        'invalid_scope',
        'AADSTS1002012: The scope must be the organisation address followed by /.default.',
      );
    }
    const { token, expiresInSeconds } = tokens.issue(clientId);
    return c.json({
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      ext_expires_in: expiresInSeconds,
      access_token: token,
    });
  };
}

/** In the body, or as HTTP Basic (RFC 6749, 2.3.1). */
function credentialsOf(form: URLSearchParams, authorization: string | undefined) {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return { clientId: form.get('client_id'), clientSecret: form.get('client_secret') };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
  return { clientId: decodeURIComponent(id), clientSecret: decodeURIComponent(secret) };
}

/** `<address>/.default`; the host may be written as 127.0.0.1 too. */
function isOurScope(scope: string, baseUrl: string): boolean {
  return scope.replace('127.0.0.1', 'localhost').replace('//.default', '/.default') === `${baseUrl}/.default`;
}

function oauthError(c: Context, status: 400 | 401, error: string, description: string) {
  const correlation = randomUUID();
  return c.json(
    {
      error,
      error_description: description,
      trace_id: correlation,
      correlation_id: correlation,
      timestamp: new Date().toISOString(),
    },
    status,
  );
}
