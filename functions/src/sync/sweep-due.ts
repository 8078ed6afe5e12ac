import { z } from 'zod';
import { type Due, dayOf } from '../event/due.ts';
import type { Nudge } from '../event/nudge.ts';
import type { Notes } from './notes.ts';

export type DueDoors<Row extends Due> = {
  readonly notes: Notes;
  /** The rows of a day (UTC) that are due at a time or before. */
  readonly dueRows: (day: string, until: number) => Promise<readonly Row[]>;
  readonly removeDue: (day: string, rows: readonly Row[]) => Promise<void>;
  readonly sendNudges: (nudges: readonly Nudge[]) => Promise<void>;
  /** Resolves when the lane of live events is short again. */
  readonly room: () => Promise<void>;
  /** Throws where another process does this work now. */
  readonly check: () => Promise<void>;
  /** The round has no time left: the next one goes on. */
  readonly isLate: () => boolean;
  readonly now: () => number;
};

const noteShape = z.object({ day: z.string() });
const dayMs = 86_400_000;
/** Clocks may be two minutes apart: by nobody's clock is a record looked at before its time. */
const skewMs = 3 * 60_000;
/** Without a note, the first round begins this many days back: longer than any round was ever put off before the first. */
const firstDays = 31;
const maxNudges = 100;
/** More than this waits for the relay before it goes on. */
const crowd = 1000;

/**
 * Has every record looked at whose time has come: second steps of withdrawals, conditions that end or begin by the clock. A row goes
 * after its nudge is on the bus; done twice, the second look finds nothing to do. Answers how many.
 */
export async function sweepDue<Row extends Due>(doors: DueDoors<Row>): Promise<number> {
  const until = doors.now() - skewMs;
  const note = noteShape.safeParse(await doors.notes.read('due')).data;
  // The day before once more: its last rows may have been written while the round before was reading.
  const first = note ? Date.parse(note.day) - dayMs : until - firstDays * dayMs;
  let count = 0;
  for (let day = first; dayOf(day) <= dayOf(until); day += dayMs) {
    const rows = await doors.dueRows(dayOf(day), until);
    for (let start = 0; start < rows.length; start += maxNudges) {
      if (doors.isLate()) return count;
      const part = rows.slice(start, start + maxNudges);
      await doors.check();
      await doors.sendNudges(part.map(({ table, id }): Nudge => ({ table, id, message: 'Due', again: true })));
      await doors.removeDue(dayOf(day), part);
      count += part.length;
      if (count % crowd === 0) await doors.room();
    }
  }
  await doors.check();
  await doors.notes.write('due', { day: dayOf(until) });
  return count;
}
