import { hash } from 'node:crypto';
import type { NudgeTable } from './nudge.ts';

/** How many partitions there are. Fewer sessions than this in host.json would starve some: the host keeps a busy one. */
export const partitionCount = 64;

/** The partition of a record, `p00` to `p63`: session of the bus and partition of the table, so one worker at a time sees it. */
export function partitionOf(table: NudgeTable, id: string): string {
  const first = Number.parseInt(hash('sha256', `${table}~${id}`, 'hex').slice(0, 2), 16);
  return `p${String(first % partitionCount).padStart(2, '0')}`;
}
