import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';

const record = z.strictObject({
  table: z.enum(recordTables),
  id: z
    .string()
    .transform((id) => id.trim().toLowerCase().replaceAll(/[{}]/g, ''))
    .pipe(z.guid()),
});
const address = z.strictObject({ address: z.string().trim().min(1) });

export type ExplainArgument = z.infer<typeof record> | z.infer<typeof address>;

/** What *explain* is about. Throws an Error that names the column, says how to write it, and quotes nothing of it. */
export function readExplainArgument(argument: string | undefined): ExplainArgument {
  const parsed = z.union([record, address]).safeParse(parseArgument(argument));
  if (parsed.success) return parsed.data;
  throw new Error(
    `assent_argument: give {"table":"contact","id":"…"} with a table of ${recordTables.join(', ')} and the id of its record, or {"address":"…"}`,
  );
}

/** The argument of an order as JSON; undefined where it is none. */
export function parseArgument(argument: string | undefined): unknown {
  try {
    return JSON.parse(argument ?? '');
  } catch {
    // Said by the order that needs it, in its own words.
    return undefined;
  }
}
