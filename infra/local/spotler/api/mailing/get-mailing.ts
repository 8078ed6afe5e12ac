import type { Mailing } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { findMailing } from './find-mailing.ts';
import { showMailing, showMessage } from './show-mailing.ts';

/** `GET /mailing/{id}` (MailingDetails) and `GET /campaign-mailing/{id}` (CampaignMailingDetails). */
export function getMailing(sandbox: Sandbox, c: Call, kind: Mailing['kind']): Response {
  const mailing = findMailing(sandbox, c, kind);
  if (mailing instanceof Response) return mailing;
  const { encryptedId, name, type, fromName, targetGroup } = mailing;
  if (kind === 'campaign') return c.json({ encryptedId, name, type, ...showMessage(mailing) });
  return c.json({ ...showMailing(sandbox, mailing), sender: fromName, targetGroup, ...showMessage(mailing) });
}
