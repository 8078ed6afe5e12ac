import { z } from 'zod';
import { recordTables } from './nudge.ts';

const id = z.guid().toLowerCase();

/**
 * A message on the queue `jobs`: a Configuration or Job row to look at, a record whose display in the CRM is to be brought in line, or
 * a finding to show there. Like a nudge, it carries ids and codes only.
 */
export const jobMessage = z.union([
  z.object({
    v: z.literal(1),
    job: z.object({ table: z.enum(['assent_configuration', 'assent_job']), id }),
  }),
  z.object({ v: z.literal(1), show: z.object({ table: z.enum(recordTables), id }) }),
  z.object({
    v: z.literal(1),
    finding: z.object({
      code: z.templateLiteral(['finding.', z.string()]),
      subject: z.string(),
      message: z.string(),
      /** False: what was found is mended. */
      open: z.boolean(),
    }),
  }),
]);
export type JobMessage = z.infer<typeof jobMessage>;
