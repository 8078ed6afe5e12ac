import { z } from 'zod';
import { type Due, dayOf } from '../event/due.ts';
import { recordTables } from '../event/nudge.ts';
import type { RelayDoors, StoreChange } from './doors.ts';
import { sortableGuid } from './keys.ts';

const dueShape = z.object({ table: z.enum(recordTables), id: z.string(), at: z.number(), rowKey: z.string() });
export type DueRow = z.infer<typeof dueShape>;

/** A transaction of Table Storage takes this many rows. */
const maxChanges = 100;

/**
 * Records that are due to be looked at again at a time of their own: rows of the table `control`, a partition for each day (UTC), in
 * the order of their times, with ids only. The same record and time is the same row, so that writing it twice is once.
 */
export function openDueRows(control: Pick<RelayDoors['addresses'], 'range' | 'transact'>) {
  const transact = async (changes: readonly StoreChange[]) => {
    for (let start = 0; start < changes.length; start += maxChanges)
      await control.transact(changes.slice(start, start + maxChanges));
  };
  return {
    write: async (dues: readonly Due[]) => {
      const days = Map.groupBy(dues, ({ at }) => dayOf(at));
      for (const [day, ofDay] of days) await transact(ofDay.map((due) => ({ kind: 'upsert', row: toRow(day, due) })));
    },
    /** Those of a day that are due at a time or before, the oldest first. */
    read: async (day: string, until: number): Promise<readonly DueRow[]> =>
      (await control.range(partitionOf(day), '0', timeKey(until + 1))).map((row) => dueShape.parse(row)),
    remove: (day: string, rows: readonly DueRow[]) =>
      transact(rows.map(({ rowKey }) => ({ kind: 'delete', partitionKey: partitionOf(day), rowKey }))),
  };
}

function toRow(day: string, { table, id, at }: Due) {
  const rowKey = `${timeKey(at)}~${table}~${sortableGuid(id)}`;
  return { partitionKey: partitionOf(day), rowKey, table, id, at };
}

function partitionOf(day: string): string {
  return `due~${day}`;
}

/** Sorts as the times do. */
function timeKey(ms: number): string {
  return String(ms).padStart(15, '0');
}
