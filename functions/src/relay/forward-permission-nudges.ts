import type { Nudge } from '../event/nudge.ts';
import { countOutcomes } from './counts.ts';
import type { RelayDoors } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { readOrigin } from './permission-origin.ts';

/**
 * A nudge for a permission row whose record was not in the webhook: its record is nudged instead. Returns the nudges whose row
 * could not be read; they are tried again.
 */
export async function forwardPermissionNudges(
  nudges: readonly Nudge[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<readonly Nudge[]> {
  const unresolved: Nudge[] = [];
  for (const same of byRow(nudges.filter(({ table }) => table === 'assent_permission'))) {
    const [nudge] = same;
    const named = await doors.recordsOf(nudge.id);
    if (named.kind === 'unknown') {
      unresolved.push(...same);
      continue;
    }
    // A row that is gone: the index says whose it was.
    const origin = named.kind === 'absent' ? await readOrigin(nudge.id, doors) : undefined;
    const records = named.kind === 'found' ? named.records : origin ? [origin] : [];
    await doors.sendNudges(records.map((record) => ({ ...nudge, ...record })));
    const reason = records.length > 0 ? 'its record is nudged' : 'no record named';
    const outcomes = same.map(() => ({ kind: 'skipped', reason }) as const);
    await countOutcomes(message.partition, `${message.messageId}~${nudge.id}`, outcomes, doors);
    const { table, id } = nudge;
    doors.log('ended', { bundle: message.messageId, table, id, outcome: 'skipped', reason, count: same.length });
  }
  return unresolved;
}

/** The nudges of each row together: one read serves them all. */
function byRow(nudges: readonly Nudge[]): Iterable<readonly [Nudge, ...Nudge[]]> {
  const rows = new Map<string, readonly [Nudge, ...Nudge[]]>();
  for (const nudge of nudges) rows.set(nudge.id, [...(rows.get(nudge.id) ?? []), nudge] as const);
  return rows.values();
}
