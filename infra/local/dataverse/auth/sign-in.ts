import { DataverseError } from '../errors.ts';
import { demoUserId } from '../organisation/people.ts';
import { textOf } from '../store/row.ts';
import type { Store } from '../store/store.ts';
import type { Tokens } from './tokens.ts';

export type SignedIn = { readonly userId: string; readonly isPage: boolean };

/**
 * Who calls: the page by its header (the stand-in's own sign-in, as user "Demo User"; no real Dataverse has it), everybody else
 * by a bearer token, as the application user of its client. Undefined: nobody. Throws 403 for a client without such a user.
 */
export function signIn(tokens: Tokens, store: Store, headers: Headers): SignedIn | undefined {
  const token = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token === undefined) {
    return headers.get('x-assent-page') === '1' ? { userId: demoUserId, isPage: true } : undefined;
  }
  const clientId = tokens.clientOf(token);
  if (clientId === undefined) return undefined;
  for (const user of store.rows('systemuser').all()) {
    if (textOf(user, 'applicationid') !== clientId) continue;
    // UserIsDisabled
    if (user.values.isdisabled === true) throw new DataverseError(403, '0x80040225', 'The specified user is disabled.');
    return { userId: user.id, isPage: false };
  }
  throw new DataverseError(403, '0x80072560', 'The user is not a member of the organization.');
}
