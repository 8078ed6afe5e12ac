import { z } from 'zod';
import { type Nudge, recordTables } from '../event/nudge.ts';
import { partitionCount } from '../event/partition.ts';

export type ReplayDoors = {
  /** The open rejects of a partition. */
  readonly rejects: (partition: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly sendNudges: (nudges: readonly Nudge[]) => Promise<void>;
};

const argumentShape = z.union([
  z.object({ table: z.enum(recordTables), id: z.string().toLowerCase() }).strict(),
  z.object({ code: z.string() }).strict(),
]);
const rejectShape = z.object({ table: z.enum(recordTables), id: z.string(), code: z.string() });

/** The order *replay*: one record, or every reject of a code, is looked at again. A success then closes the reject. */
export async function replayRejects(argument: unknown, doors: ReplayDoors): Promise<{ readonly replayed: number }> {
  const parsed = argumentShape.safeParse(argument);
  if (!parsed.success) throw new Error('assent_argument: give {"table":"contact","id":"…"} or {"code":"…"}');
  const records = 'code' in parsed.data ? await rejectsOf(parsed.data.code, doors) : [parsed.data];
  await doors.sendNudges(records.map(({ table, id }) => ({ table, id, message: 'Replay', again: true })));
  return { replayed: records.length };
}

async function rejectsOf(code: string, doors: ReplayDoors) {
  const names = Array.from({ length: partitionCount }, (_, index) => `p${String(index).padStart(2, '0')}`);
  const rows = (await Promise.all(names.map(doors.rejects))).flat();
  return rows.map((row) => rejectShape.parse(row)).filter((reject) => reject.code === code);
}
