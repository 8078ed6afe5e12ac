import type { Finding } from '../event/finding.ts';
import type { FeedbackFinding } from './doors.ts';

/** A finding in words for a person, with ids only. */
export function toFinding(found: FeedbackFinding): Finding {
  const names = found.permissions.join(', ');
  if (found.code === 'finding.twin') {
    return {
      code: found.code,
      subject: found.platformId,
      message: `The platform's contact ${found.platformId} can be mailed by ${names}, which was withdrawn at its address. It is not ours to write (a form sign-up, or another system's): switch it off on the platform.`,
    };
  }
  return {
    code: found.code,
    subject: `${found.table} ${found.id}`,
    message: `${names} was switched on at the platform for ${found.table} ${found.id}, which the CRM does not give. It is switched off again. If she asked for it, give the permission in the CRM.`,
  };
}
