import { type Finding, twinFinding } from '../event/finding.ts';
import type { FeedbackFinding } from './doors.ts';

/** A finding in words for a person, with ids only. */
export function toFinding(found: FeedbackFinding): Finding {
  const { code, permissions } = found;
  if (code === 'finding.twin') return twinFinding(found.platformId, permissions);
  return {
    code,
    subject: `${found.table} ${found.id}`,
    message: `${permissions.join(', ')} was switched on at the platform for ${found.table} ${found.id}, which the CRM does not give. It is switched off again. If she asked for it, give the permission in the CRM.`,
  };
}
