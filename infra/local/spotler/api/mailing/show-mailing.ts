import type { Mailing } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import { showTime } from '../show-time.ts';

/** Mailing of the specification. */
export function showMailing(sandbox: Sandbox, { encryptedId, name, type, sentMs }: Mailing) {
  return {
    encryptedId,
    name,
    scheduledStartDate: showTime(sandbox, sentMs),
    type,
    ...(type === 'EMAIL' ? { archiveLink: `https://archive.example/${encryptedId}` } : {}),
    sentCount: sandbox.mailings.ofMailing(encryptedId, 'sent').length,
  };
}

/** The parts that MailingDetails and CampaignMailingDetails share. */
export function showMessage({ name, subject, fromName, fromEmail, links, type }: Mailing) {
  return {
    message: { name, author: 'Sandbox', fromName, ...(type === 'EMAIL' ? { subject, fromEmail } : {}) },
    links,
  };
}
