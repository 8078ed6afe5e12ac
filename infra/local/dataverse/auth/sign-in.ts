import { applicationUserId, demoUserId } from '../organisation/people.ts';
import type { Tokens } from './tokens.ts';

export type SignedIn = { readonly userId: string; readonly isPage: boolean };

/**
 * Who calls: the page by its header (the stand-in's own sign-in, as user "Demo User"; no real Dataverse has it), everybody else
 * by a bearer token. Undefined: nobody.
 */
export function signIn(tokens: Tokens, headers: Headers): SignedIn | undefined {
  const token = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token !== undefined) return tokens.isValid(token) ? { userId: applicationUserId, isPage: false } : undefined;
  return headers.get('x-assent-page') === '1' ? { userId: demoUserId, isPage: true } : undefined;
}
