import { type NudgeTable, type RecordTable, recordTables } from '../event/nudge.ts';
import type { Dataverse, DataverseRow } from './dataverse.ts';
import { CallError } from './http.ts';

/** A row that changed, or went (`version` undefined). Ids in lower case. */
export type RowChange = {
  readonly id: string;
  readonly version: string | undefined;
  /** Of a permission row: the records that it names. */
  readonly records: readonly { readonly table: RecordTable; readonly id: string }[];
};

export type ChangePage =
  /** `next` goes on from here, now or at the next round; `isLast`: nothing more has changed so far. */
  | { readonly kind: 'page'; readonly changes: readonly RowChange[]; readonly next: string; readonly isLast: boolean }
  /** The place we came to is too old: all rows have to be gone through. */
  | { readonly kind: 'expired' }
  /** The organisation has no such table: Sales is not installed. */
  | { readonly kind: 'no table' };

/** ExpiredVersionStamp. Its HTTP status is not documented. */
const expiredCode = '0x80044352';

/**
 * What changed in a table since `place` (Microsoft: "Use change tracking to synchronize data with external systems"). Without a place all
 * rows, page by page, and a place behind them. Throws a CallError where Dataverse cannot be asked.
 */
export function createChangeFeed(
  dataverse: Pick<Dataverse, 'page'>,
  columns: (table: NudgeTable) => Promise<ReadonlySet<string>>,
): (table: NudgeTable, place: string | undefined) => Promise<ChangePage> {
  return async (table, place) => {
    try {
      const path = place ?? `${table}s?$select=${(await columnsToRead(table, columns)).join(',')}`;
      const { rows, next, delta } = await dataverse.page(path, { prefer: 'odata.track-changes' });
      const onwards = next ?? delta;
      if (onwards === undefined) throw new Error(`${table}: the change feed gave no link to go on from.`);
      return {
        kind: 'page',
        changes: rows.map((row) => toChange(table, row)),
        next: onwards,
        isLast: next === undefined,
      };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.detail === expiredCode) return { kind: 'expired' };
      if (error.status === 404) return { kind: 'no table' };
      throw error;
    }
  };
}

/** The lead's lookup exists only with the sales solution: a column that is not there would spoil the query. */
async function columnsToRead(
  table: NudgeTable,
  columns: (table: NudgeTable) => Promise<ReadonlySet<string>>,
): Promise<readonly string[]> {
  if (table !== 'assent_permission') return [`${table}id`];
  const known = await columns(table);
  const lookups = recordTables.filter((each) => known.has(`assent_${each}id`)).map((each) => `_assent_${each}id_value`);
  return [`${table}id`, ...lookups];
}

function toChange(table: NudgeTable, row: DataverseRow): RowChange {
  if (row.reason === 'deleted') return { id: String(row.id).toLowerCase(), version: undefined, records: [] };
  const records = recordTables.flatMap((each) => {
    const id = row[`_assent_${each}id_value`];
    return typeof id === 'string' ? [{ table: each, id: id.toLowerCase() }] : [];
  });
  const version = String(row['@odata.etag']).replaceAll(/\D/g, '');
  return { id: String(row[`${table}id`]).toLowerCase(), version, records };
}
