import type { RecordTable } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';
import { CallError } from './http.ts';

const pageSize = 5000;

/** Ids of a table's records, a page at a time; `from` is the `next` of the page before. A table that is not there has none. */
export async function readRecordIds(
  dataverse: Pick<Dataverse, 'page'>,
  table: RecordTable,
  from: string | undefined,
): Promise<{ readonly ids: readonly string[]; readonly next: string | undefined }> {
  const path = from ?? `${table}s?$select=${table}id&$orderby=${table}id`;
  try {
    const { rows, next } = await dataverse.page(path, { prefer: `odata.maxpagesize=${pageSize}` });
    return { ids: rows.map((row) => String(row[`${table}id`]).toLowerCase()), next };
  } catch (error) {
    // An organisation without the sales solution has no leads.
    if (error instanceof CallError && error.status === 404) return { ids: [], next: undefined };
    throw error;
  }
}
