import type { Counts, Outcome, outcomeKinds } from '../event/outcome.ts';
import type { RelayDoors, StoreChange } from './doors.ts';
import { countsKey } from './keys.ts';
import { fromCountsRow } from './state.ts';

/** Counts outcomes that belong to no record; a marker row keeps a bundle that comes again from being counted twice. */
export async function countOutcomes(
  partition: string,
  marker: string,
  outcomes: readonly Outcome[],
  doors: RelayDoors,
): Promise<void> {
  const row = { partitionKey: partition, rowKey: `~done~${marker.toLowerCase()}` };
  if (await doors.records.get(row.partitionKey, row.rowKey)) return;
  await transactWithCounts(partition, [{ kind: 'put', row, etag: undefined }], outcomes, doors);
}

/** One transaction with the counts of the partition; where only those changed meanwhile, they are read again. */
export async function transactWithCounts(
  partition: string,
  changes: readonly StoreChange[],
  outcomes: readonly Outcome[],
  doors: RelayDoors,
): Promise<'written' | 'conflict'> {
  let stored = await doors.records.get(partition, countsKey);
  for (;;) {
    const counts = addCounts(fromCountsRow(stored), outcomes);
    const row = { partitionKey: partition, rowKey: countsKey, ...counts };
    if ((await doors.records.transact([...changes, { kind: 'put', row, etag: stored?.etag }])) !== 'conflict')
      return 'written';
    const now = await doors.records.get(partition, countsKey);
    if (now?.etag === stored?.etag) return 'conflict';
    stored = now;
  }
}

function addCounts(counts: Counts, outcomes: readonly Outcome[]): Counts {
  const added = (kind: (typeof outcomeKinds)[number]) =>
    counts[kind] + outcomes.filter((outcome) => outcome.kind === kind).length;
  return {
    applied: added('applied'),
    unchanged: added('unchanged'),
    skipped: added('skipped'),
    rejected: added('rejected'),
  };
}
