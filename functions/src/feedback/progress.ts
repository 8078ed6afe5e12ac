import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';

/**
 * How far reading the platform has come. A cursor is moved on only after what it passes over has had its effect.
 *
 * The baseline reads `bounces`, then `contacts`; then grants may be given, and `records` has every record of the CRM looked at. `done`:
 * nothing is left but following what changes.
 */
export const progressShape = z.object({
  account: z.string(),
  phase: z.enum(['bounces', 'contacts', 'records', 'done']),
  startedAt: z.number(),
  /** Not the first baseline: records were told things before it, perhaps at another account. */
  isAnew: z.boolean().default(false),
  baselineAt: z.number().default(0),
  polledAt: z.number().default(0),
  bounces: z.string().optional(),
  contacts: z.string().optional(),
  changes: z.string().optional(),
  /** Table whose records are being looked at, and where in it. */
  recordTable: z.enum(recordTables).optional(),
  recordsFrom: z.string().optional(),
  /** The standing pass over every contact, and how many it found so far that may be mailed and should not be. */
  sweep: z.string().optional(),
  violating: z.number().default(0),
  /** The same of the last whole pass, and when it ended. */
  violations: z.number().default(0),
  sweptAt: z.number().default(0),
});
export type Progress = z.infer<typeof progressShape>;

/** Everything that was off on the platform before we came is known: grants may be given. */
export function isBaselineRead(progress: Progress | undefined, account: string): boolean {
  return progress?.account === account && (progress.phase === 'records' || progress.phase === 'done');
}
