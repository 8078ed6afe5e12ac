import type { RecordTable } from '../event/nudge.ts';
import type { IssueDoors } from './raise-issue.ts';

export type DismissDoors = Pick<IssueDoors, 'updateIssue'> & {
  /** Issue rows that a person has dismissed and nobody has worked off; the record is absent where it is about none. */
  readonly dismissed: () => Promise<
    readonly {
      readonly id: string;
      readonly record: { readonly table: RecordTable; readonly id: string } | undefined;
    }[]
  >;
  /** Takes the reject of the record away, if it has one. */
  readonly forgetReject: (table: RecordTable, id: string) => Promise<void>;
};

/**
 * A dismissed Issue takes its reject with it. The row becomes inactive, so that it is worked off once; a new reject of the same record
 * opens it again.
 */
export async function dismissRejects(doors: DismissDoors): Promise<void> {
  for (const { id, record } of await doors.dismissed()) {
    if (record) await doors.forgetReject(record.table, record.id);
    await doors.updateIssue(id, { status: 'dismissed', attempts: 0, active: false });
  }
}
