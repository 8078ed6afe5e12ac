import type { RecordTable } from '../event/nudge.ts';
import { fromDisplayText, toDisplayText } from './display.ts';
import type { RelayDoors } from './doors.ts';
import { rejectKey, stateKey } from './keys.ts';
import { fromStateRow, toStateColumns } from './state.ts';

/** A person has dismissed the reject of a record: it counts no more. What the platform refused stays refused until the next save. */
export async function forgetReject(
  table: RecordTable,
  id: string,
  doors: Pick<RelayDoors, 'records' | 'partitionOf'> & { readonly connection: string },
): Promise<void> {
  const partitionKey = doors.partitionOf(table, id);
  const rowKey = stateKey(doors.connection, table, id);
  for (;;) {
    const stored = await doors.records.get(partitionKey, rowKey);
    if (!stored) return;
    const state = fromStateRow(stored);
    if (state.rejected === 0) return;
    const display = toDisplayText({ withheld: fromDisplayText(state.display).withheld });
    const row = { partitionKey, rowKey, ...toStateColumns({ ...state, rejected: 0, display, shown: display }) };
    const changes = [
      { kind: 'put', row, etag: stored.etag },
      { kind: 'delete', partitionKey, rowKey: rejectKey(doors.connection, table, id) },
    ] as const;
    if ((await doors.records.transact(changes)) !== 'conflict') return;
  }
}
