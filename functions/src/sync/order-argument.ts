import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';

/** The record that an order is about. Throws an Error that names the column and says how to write it. */
export function readRecordArgument(argument: string | undefined) {
  const shape = z.object({ table: z.enum(recordTables), id: z.string().toLowerCase() });
  const parsed = shape.safeParse(parseArgument(argument));
  if (!parsed.success) throw new Error('assent_argument: give {"table":"contact","id":"…"}');
  return parsed.data;
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
