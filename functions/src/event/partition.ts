import { createHash } from 'node:crypto';
import type { NudgeTable } from './nudge.ts';

/** How many partitions there are. Fewer sessions than this in host.json would starve some: the host keeps a busy one. */
export const partitionCount = 64;

/** The partition of a record, `p00` to `p63`: session of the bus and partition of the table, so one worker at a time sees it. */
export function partitionOf(table: NudgeTable, id: string): string {
  const first = createHash('sha256').update(`${table}~${id}`).digest()[0] ?? 0;
  return `p${String(first % partitionCount).padStart(2, '0')}`;
}
