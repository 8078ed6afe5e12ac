import { statisticsOf } from '../../mailings/statistics.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { findMailing } from './find-mailing.ts';

/** `GET /mailing/{id}/statistics`. */
export function getStatistics(sandbox: Sandbox, c: Call): Response {
  const mailing = findMailing(sandbox, c, 'mailing');
  return mailing instanceof Response ? mailing : c.json(statisticsOf(sandbox, mailing));
}
