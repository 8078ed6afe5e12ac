import { timingSafeEqual } from 'node:crypto';
import type { Consumer } from '../account/read-account.ts';
import { baseString } from './base-string.ts';
import type { Nonces } from './nonces.ts';
import { readAuthorization } from './read-authorization.ts';
import { sign } from './sign.ts';

/** Clocks may differ by this much. Not published; a common choice of OAuth 1.0a servers. */
export const allowedSkewSeconds = 300;

export type Verdict =
  | { readonly kind: 'ok'; readonly consumer: Consumer }
  | { readonly kind: 'refused'; readonly errorType: 'NOT_AUTHORIZED' | 'AUTH_NOT_FOUND'; readonly reason: string };

export type SignedRequest = {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
};

/**
 * OAuth 1.0a with one leg (RFC 5849; vendor documentation, "Oauth 1.0a (One Leg)"): consumer key and secret, no token. Says which
 * check failed. A nonce counts as used only once the signature was right, so that nobody can use up another's.
 */
export function verify(
  request: SignedRequest,
  account: { readonly consumers: readonly Consumer[]; readonly nonces: Nonces; readonly nowMs: number },
): Verdict {
  const parameters = readAuthorization(request.authorization);
  if (typeof parameters === 'string') return refused(parameters);
  const formal = formalProblem(parameters, account.nowMs);
  if (formal !== undefined) return refused(formal);
  const key = parameters.get('oauth_consumer_key');
  const consumer = account.consumers.find((candidate) => candidate.key === key);
  if (!consumer) return { kind: 'refused', errorType: 'AUTH_NOT_FOUND', reason: 'The consumer key is not known.' };
  const text = baseString({ ...request, parameters });
  if (!isEqual(sign(text, consumer.secret), parameters.get('oauth_signature') ?? ''))
    return refused(`The signature is not right for this secret and this base string: ${text}`);
  const nonce = `${key} ${parameters.get('oauth_timestamp')} ${parameters.get('oauth_nonce')}`;
  if (!account.nonces.use(nonce, account.nowMs)) return refused('The nonce was used before.');
  return { kind: 'ok', consumer };
}

function formalProblem(parameters: ReadonlyMap<string, string>, nowMs: number): string | undefined {
  const needed = ['oauth_consumer_key', 'oauth_signature_method', 'oauth_timestamp', 'oauth_nonce', 'oauth_signature'];
  const missing = needed.filter((name) => !parameters.get(name));
  if (missing.length > 0) return `The header lacks ${missing.join(', ')}.`;
  if (parameters.get('oauth_signature_method') !== 'HMAC-SHA1') return 'The signature method is not HMAC-SHA1.';
  // 3.1: the version may be left out, and is "1.0" if it is there.
  if ((parameters.get('oauth_version') ?? '1.0') !== '1.0') return 'The version is not 1.0.';
  if (parameters.get('oauth_token')) return 'A token was sent, but there is none in one-legged OAuth.';
  const timestamp = parameters.get('oauth_timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return 'The timestamp is not a number of seconds.';
  const offSeconds = Math.round(Number(timestamp) - nowMs / 1000);
  if (Math.abs(offSeconds) > allowedSkewSeconds)
    return `The timestamp is ${Math.abs(offSeconds)} s ${offSeconds > 0 ? 'ahead of' : 'behind'} our clock; ${allowedSkewSeconds} s are allowed.`;
  return undefined;
}

/** In constant time; a text of another length is simply wrong. */
function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(reason: string): Verdict {
  return { kind: 'refused', errorType: 'NOT_AUTHORIZED', reason };
}
