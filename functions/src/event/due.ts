import type { RecordTable } from './nudge.ts';

/** A record that is to be looked at again at a time of its own (milliseconds since 1970), without any save. */
export type Due = { readonly table: RecordTable; readonly id: string; readonly at: number };

/** The day of a moment in UTC, as yyyy-MM-dd: what the rows of one day are kept under. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
