import { type RecordTable, recordTables } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';
import { CallError } from './http.ts';

export type PermissionRecords =
  | { readonly kind: 'found'; readonly records: readonly { readonly table: RecordTable; readonly id: string }[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The records that a permission row names. The lead's lookup exists only with the sales solution, so no columns are selected. */
export async function readPermissionRecords(
  dataverse: Pick<Dataverse, 'read'>,
  id: string,
): Promise<PermissionRecords> {
  try {
    const row = await dataverse.read(`assent_permissions(${id})`);
    if (row === 'absent') return { kind: 'absent' };
    const records = recordTables.flatMap((table) => {
      const value = row[`_assent_${table}id_value`];
      return typeof value === 'string' ? [{ table, id: value.toLowerCase() }] : [];
    });
    return { kind: 'found', records };
  } catch (error) {
    // Only our own errors are known to quote nothing of what they were given.
    return {
      kind: 'unknown',
      reason: error instanceof CallError ? error.message : 'the permission row could not be read',
    };
  }
}
