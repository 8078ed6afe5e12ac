import type { RecordTable } from '../event/nudge.ts';
import { fromDisplayText, toStandingColumns } from './display.ts';
import type { RelayDoors } from './doors.ts';
import { rejectKey, stateKey } from './keys.ts';
import { fromStateRow, toStateColumns } from './state.ts';

type Doors = Pick<RelayDoors, 'records' | 'partitionOf'> & { readonly connection: string };

/** What the CRM is to show of a record, and what it shows; undefined where nothing is known of it. */
export async function readShown(table: RecordTable, id: string, doors: Doors) {
  const partition = doors.partitionOf(table, id);
  const row = await doors.records.get(partition, stateKey(doors.connection, table, id));
  if (!row) return undefined;
  const { display, shown } = fromStateRow(row);
  const { withheld, reject, standing } = fromDisplayText(display);
  const stored = reject && (await doors.records.get(partition, rejectKey(doors.connection, table, id)));
  return {
    display,
    shown,
    withheld,
    standing: toStandingColumns(standing),
    reject: reject && { ...reject, message: String(stored?.message ?? '') },
  };
}

/**
 * The CRM shows `display` now, and writing it has changed the row's version: that one is remembered in place of the one we saw, so
 * that our own write is no news. False where the state row was written meanwhile.
 */
export async function rememberShown(
  { table, id }: { readonly table: RecordTable; readonly id: string },
  display: string,
  revision: { readonly from: string; readonly to: string } | undefined,
  doors: Doors,
): Promise<boolean> {
  const partitionKey = doors.partitionOf(table, id);
  const rowKey = stateKey(doors.connection, table, id);
  const stored = await doors.records.get(partitionKey, rowKey);
  if (!stored) return true;
  const state = fromStateRow(stored);
  if (state.display !== display) return false;
  const [own, ...permissionRows] = state.version.split(' ');
  const version = revision && own === revision.from ? [revision.to, ...permissionRows].join(' ') : state.version;
  const row = { partitionKey, rowKey, ...toStateColumns({ ...state, version, shown: display }) };
  return (await doors.records.transact([{ kind: 'put', row, etag: stored.etag }])) !== 'conflict';
}
