import type { RelayDoors } from './doors.ts';
import type { Looked } from './look-at-records.ts';

/**
 * Before anything is sent: a record whose answer changes by itself is to be looked at again then, whatever becomes of this bundle. A
 * time that the state remembers has its row already; a row that nothing needs any more leads to one look for nothing.
 */
export async function noteDue(looked: readonly Looked[], doors: RelayDoors): Promise<void> {
  const dues = looked.flatMap(({ record, plan }) => {
    const at = plan.kind === 'send' ? (plan.due ?? 0) : 0;
    return at > 0 && at !== record.state?.due ? [{ table: record.table, id: record.id, at }] : [];
  });
  if (dues.length > 0) await doors.noteDue(dues);
}
