import type { Mailing } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';

/**
 * The mailing of the path, or the refusal: 404 when there is none, 400 "Mailing type invalid" for a campaign's mailing under `/mailing`
 * and the other way round (a guess at what the specification means).
 */
export function findMailing(sandbox: Sandbox, c: Call, kind: Mailing['kind']): Mailing | Response {
  const mailing = sandbox.mailings.byId(c.req.param('encryptedMailingId') ?? '');
  if (!mailing) return refuse(c, { status: 404, errorType: 'MAILING_NOTFOUND', message: 'Given mailing not found' });
  if (mailing.kind !== kind)
    return refuse(c, { status: 400, errorType: 'INVALID_MAILING', message: 'Mailing type invalid' });
  return mailing;
}
