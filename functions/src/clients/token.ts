import { z } from 'zod';
import { type Http, type HttpRequest, statusError } from './http.ts';

const answerShape = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

/** A token is renewed this long before it ends, so that none ends under way. */
const marginMs = 120_000;

/**
 * Access tokens by client credentials (RFC 6749, 4.4), one at a time and kept until shortly before they end, or until one is said
 * to be refused. Throws a CallError where the token endpoint refuses.
 */
export function createToken(
  http: Http,
  app: { readonly tokenUrl: string; readonly clientId: string; readonly clientSecret: string; readonly scope: string },
): (refused?: string) => Promise<string> {
  let current: { readonly token: Promise<string>; endsAt: number } | undefined;

  async function fetchToken(): Promise<string> {
    const request: HttpRequest = {
      name: 'POST token',
      method: 'POST',
      url: app.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: app.clientId,
        client_secret: app.clientSecret,
        scope: app.scope,
      }).toString(),
      timeoutMs: 20_000,
    };
    const answer = await http(request);
    if (answer.status !== 200) throw statusError(request, answer);
    const parsed = answerShape.parse(JSON.parse(answer.body));
    if (current) current.endsAt = Date.now() + parsed.expires_in * 1000 - marginMs;
    return parsed.access_token;
  }

  return async (refused) => {
    // A token that was just refused is not given again, however long it should have lived.
    if (current && Date.now() < current.endsAt && (refused === undefined || (await current.token) !== refused))
      return current.token;
    const next = { token: fetchToken(), endsAt: Number.POSITIVE_INFINITY };
    current = next;
    next.token.catch(() => {
      if (current === next) current = undefined;
    });
    return next.token;
  };
}
