import { type Nudge, type RecordTable, recordTables } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { Standing } from '../event/suppression.ts';
import type { State } from './state.ts';
import type { Owed } from './write-back.ts';

/** A record of a bundle on its way through the steps: its nudges, and what was read of it so far. */
export type RecordInHand = {
  readonly table: RecordTable;
  readonly id: string;
  readonly nudges: readonly Nudge[];
  readonly again: boolean;
  readonly saysDeleted: boolean;
  readonly state?: State | undefined;
  /** ETag of the state row as it was read; undefined = there was none. */
  readonly etag?: string | undefined;
  /** What the CRM has to be told of its recipient. */
  readonly owed?: Owed | undefined;
  /** What the looks of this handling counted as withdrawn at its addresses. */
  readonly withdrew?: readonly PermissionKey[];
  /** How its e-mail address stands with the platform; absent = as it was. */
  readonly standing?: Standing;
  /** The CRM shows another standing: somebody wrote there who should not. */
  readonly isShownWrong?: boolean;
  /** What this handling began and the platform refused, where that could not be written down: nothing of it is under way. */
  readonly refused?: readonly PermissionKey[];
  readonly retryReason?: string;
  readonly retryAfterMs?: number;
};

/** The records of a bundle, each once: one look serves all of its nudges. */
export function toRecords(nudges: readonly Nudge[]): readonly RecordInHand[] {
  const byKey = new Map<string, RecordInHand>();
  for (const nudge of nudges) {
    const table = recordTables.find((each) => each === nudge.table);
    if (table === undefined) continue;
    const key = `${table}~${nudge.id}`;
    const known = byKey.get(key);
    byKey.set(key, {
      table,
      id: nudge.id,
      nudges: [...(known?.nudges ?? []), nudge],
      again: (known?.again ?? false) || nudge.again === true,
      // The deletion of a permission row nudges its record too, and says nothing of that: it withdraws nothing.
      saysDeleted: (known?.saysDeleted ?? false) || (nudge.message === 'Delete' && nudge.withdrawal === 'all'),
    });
  }
  return [...byKey.values()];
}
