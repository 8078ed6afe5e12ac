import type { Nudge, NudgeTable, RecordTable } from '../event/nudge.ts';

export type RecordName = { readonly table: RecordTable; readonly id: string };

/** A row that changed, or went (`version` undefined); of a permission row also the records that it names. */
export type Change = {
  readonly id: string;
  readonly version: string | undefined;
  readonly records: readonly RecordName[];
};

/** What the relay remembers of a record: row version and `id:version` of its permission rows, as text. */
export type Remembered = { readonly version: string; readonly life: 'live' | 'gone' };

export type UnseenDoors = {
  /** Undefined = no look was ever made at it. */
  readonly remembered: (record: RecordName) => Promise<Remembered | undefined>;
  /** The record that a permission row was last seen with. */
  readonly recordOfPermission: (id: string) => Promise<RecordName | undefined>;
};

/** How to go through a table: `changes` since the last round, or `all` its rows, where only those after a version can be news. */
export type Going =
  | { readonly kind: 'changes' }
  | {
      readonly kind: 'all';
      readonly after: string /** Known records are looked at again, whatever their version. */;
      readonly again: boolean;
    };

/** The nudges that a change needs: none where the relay has looked at that very version. */
export async function unseen(
  table: NudgeTable,
  change: Change,
  going: Going,
  doors: UnseenDoors,
): Promise<readonly Nudge[]> {
  if (table === 'assent_permission') return unseenPermission(change, going, doors);
  const { id, version } = change;
  const known = await doors.remembered({ table, id });
  if (version === undefined) return known?.life === 'live' ? [gone({ table, id })] : [];
  if (!known) return isNews(version, going) ? [changed({ table, id })] : [];
  const isSeen = known.life === 'live' && known.version.split(' ')[0] === version;
  return isSeen && !isAgain(going) ? [] : [changed({ table, id })];
}

async function unseenPermission(
  { id, version, records }: Change,
  going: Going,
  doors: UnseenDoors,
): Promise<readonly Nudge[]> {
  const nudges: Nudge[] = [];
  let hadIt = false;
  for (const record of records) {
    const known = await doors.remembered(record);
    hadIt ||= known?.version.includes(`${id}:`) ?? false;
    const isSeen = known?.version.split(' ').includes(`${id}:${version}`);
    // A record that nobody ever looked at is news only if its permission row is.
    if (!isSeen && (known || isNews(version ?? '0', going))) nudges.push(changed(record));
  }
  // Where it was with one of these before, nobody else had it.
  if (hadIt) return nudges;
  const before = await doors.recordOfPermission(id);
  const isNamed = records.some((each) => each.table === before?.table && each.id === before.id);
  // Gone, or with another record now: the one that had it has to be looked at without it.
  if (before && !isNamed && (await doors.remembered(before))?.version.includes(`${id}:`)) nudges.push(changed(before));
  return nudges;
}

/** While all rows are gone through, a record that was never looked at waits for the full sync, unless it is newer than the last round. */
function isNews(version: string, going: Going): boolean {
  return going.kind === 'changes' || BigInt(version) > BigInt(going.after);
}

function isAgain(going: Going): boolean {
  return going.kind === 'all' && going.again;
}

/** `again` is not asked for: who looked meanwhile is not troubled twice. */
function changed(record: RecordName): Nudge {
  return { ...record, message: 'Reconcile' };
}

/** As the webhook would have said it: the change feed names only rows that are gone. */
export function gone(record: RecordName): Nudge {
  return { ...record, message: 'Delete', withdrawal: 'all' };
}
