import type { RecordTable } from '../event/nudge.ts';
import type { Look } from '../event/record.ts';
import { columnsOf, type TableSettings } from '../event/settings.ts';
import type { Dataverse, DataverseRow } from './dataverse.ts';
import { gatherCalls } from './gather-calls.ts';
import { CallError } from './http.ts';
import type { createPace } from './pace.ts';
import { formattedSuffix, toRow } from './to-row.ts';

export type LookWish = {
  readonly table: RecordTable;
  readonly id: string;
  /** The event says that the row is gone: absence in a trustworthy query is then enough. */
  readonly saysDeleted: boolean;
  readonly settings: TableSettings;
};

/** A column of a table as Dataverse's metadata has it. */
export type ColumnFacts = {
  readonly isLookup: boolean;
  readonly isSecured: boolean;
  /** A choice or a lookup: what a person sees says more than the value. */
  readonly hasLabel: boolean;
};

export type RowDoorDoors = {
  readonly dataverse: Pick<Dataverse, 'query' | 'read'>;
  readonly columns: (table: RecordTable) => Promise<ReadonlyMap<string, ColumnFacts>>;
  /** Subscription row id → the platform's id. */
  readonly subscriptions: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly pace: ReturnType<typeof createPace>;
};

/** Several, as any of them may be deleted in between. */
const canaryCount = 5;

/** Up to 100 ids in one query is what `In` takes; the places of the canaries are kept free. */
const maxIds = 100 - canaryCount;

/**
 * Reads rows for all sessions together: one query for up to 100 ids (`Microsoft.Dynamics.CRM.In`), permission rows by one level of
 * `$expand`. Three answers: found, absent, unknown. Never throws for a failed read.
 */
export function createRowDoor(doors: RowDoorDoors): (wishes: readonly LookWish[]) => Promise<readonly Look[]> {
  // Ids of each table that were found a moment ago: where a query does not show even one of these, it shows nothing that we may read.
  const canaries = new Map<RecordTable, readonly string[]>();
  const gathers = new Map<RecordTable, (wishes: readonly LookWish[]) => Promise<readonly Look[]>>();

  async function readMany(wishes: readonly LookWish[]): Promise<readonly Look[]> {
    const [first, ...others] = wishes;
    if (!first) return [];
    try {
      const wished = wishes.map(({ id }) => id);
      const isDeletion = wishes.some(({ saysDeleted }) => saysDeleted);
      const canary = await canariesBeside(wished, first.table, isDeletion);
      const ids = [...new Set([...wished, ...canary])];
      const filter = `Microsoft.Dynamics.CRM.In(PropertyName='${first.table}id',PropertyValues=[${ids.map((id) => `'${id}'`).join(',')}])`;
      const rows = await doors.dataverse.query(
        `${first.table}s?${await columnQuery([first, ...others])}&$filter=${filter}`,
        headers,
      );
      const byId = new Map(rows.map((row) => [String(row[`${first.table}id`]).toLowerCase(), row]));
      const shown = canary.filter((id) => byId.has(id));
      const seen = wished.filter((id) => byId.has(id));
      canaries.set(first.table, [...seen, ...shown].slice(0, canaryCount));
      return await Promise.all(wishes.map((wish) => answer(wish, byId.get(wish.id), shown.length > 0)));
    } catch (error) {
      return wishes.map(() => unknown(error));
    }
  }

  /** After a mass deletion none of those that were found before is left; without new ones each absence would take a read of its own. */
  async function canariesBeside(wished: readonly string[], table: RecordTable, isDeletion: boolean) {
    const found = (canaries.get(table) ?? []).filter((id) => !wished.includes(id));
    if (found.length > 0 || !isDeletion) return found;
    await doors.pace.next();
    const rows = await doors.dataverse.query(`${table}s?$select=${table}id&$top=${canaryCount}`, headers);
    return rows.map((row) => String(row[`${table}id`]).toLowerCase()).filter((id) => !wished.includes(id));
  }

  async function answer(wish: LookWish, row: DataverseRow | undefined, absenceCounts: boolean): Promise<Look> {
    if (row) return toLook(wish, row);
    if (wish.saysDeleted && absenceCounts) return { kind: 'absent' };
    // Rows that may not be read are left out of a query without a word: only a single read can say that a row does not exist.
    await doors.pace.next();
    try {
      const single = await doors.dataverse.read(`${wish.table}s(${wish.id})?${await columnQuery([wish])}`, headers);
      return single === 'absent' ? { kind: 'absent' } : await toLook(wish, single);
    } catch (error) {
      return unknown(error);
    }
  }

  async function toLook(wish: LookWish, row: DataverseRow): Promise<Look> {
    const columns = await doors.columns(wish.table);
    return toRow(wish.table, row, columns, doors.subscriptions);
  }

  function unknown(error: unknown): Look {
    if (error instanceof CallError && error.retryAfterMs !== undefined) doors.pace.hold(error.retryAfterMs);
    return { kind: 'unknown', reason: error instanceof CallError ? error.message : 'the row could not be read' };
  }

  /** `$select` of what exists among the mapped columns, and the permission rows. A column that is gone must not spoil the query. */
  async function columnQuery(wishes: readonly [LookWish, ...LookWish[]]): Promise<string> {
    const [{ table }] = wishes;
    const known = await doors.columns(table);
    // While settings change, sessions ask by older and by newer ones: one query serves both.
    const mapped = [...new Set(wishes.map(({ settings }) => settings))].flatMap(columnsOf);
    const wanted = [...mapped, 'statecode', 'merged', ...shownColumns].filter((column) => known.has(column));
    const select = wanted.map((column) => (known.get(column)?.isLookup ? `_${column}_value` : column));
    const expand = `assent_${table}_permissions($select=assent_permissionid,assent_channel,assent_granted,_assent_subscriptionid_value,statecode)`;
    return `$select=${[`${table}id`, ...new Set(select)].join(',')}&$expand=${expand}`;
  }

  return async (wishes) => {
    const looks = await Promise.all(
      wishes.map((wish) => {
        const gather = gathers.get(wish.table) ?? newGather();
        gathers.set(wish.table, gather);
        return gather([wish]);
      }),
    );
    return looks.map(([look]) => look ?? { kind: 'unknown', reason: 'no answer' });
  };

  function newGather() {
    return gatherCalls<LookWish, Look>({
      maxItems: maxIds,
      maxCalls: 4,
      keyOf: ({ id }) => id,
      pace: doors.pace.next,
      call: readMany,
    });
  }
}

/** What we show there ourselves, to see whether it still says so. */
const shownColumns = ['assent_bounce', 'assent_globaloptout'];

/** Without `If-None-Match: null` an expanded answer may come from a cache (Microsoft: "Join tables"). */
const headers = { 'if-none-match': 'null', prefer: `odata.include-annotations="${formattedSuffix.slice(1)}"` };
