import { z } from 'zod';
import type { Nudge, NudgeTable } from '../event/nudge.ts';
import type { Notes } from './notes.ts';
import type { Tally } from './tally.ts';
import { type Change, type Going, type RecordName, type UnseenDoors, unseen } from './unseen.ts';

export type FollowDoors = UnseenDoors & {
  readonly notes: Notes;
  /** One page of changes since a place; without one, of all rows. */
  readonly changes: (
    table: NudgeTable,
    place: string | undefined,
  ) => Promise<
    | { readonly kind: 'page'; readonly changes: readonly Change[]; readonly next: string; readonly isLast: boolean }
    | { readonly kind: 'expired' }
    | { readonly kind: 'no table' }
  >;
  /** Ids of a table that the relay remembers as living, a part at a time. */
  readonly knownIds: (table: NudgeTable) => AsyncIterable<readonly string[]>;
  readonly sendNudges: (nudges: readonly Nudge[]) => Promise<void>;
  /** Resolves when the lane of live events is short again: they never wait behind what is repaired. */
  readonly room: () => Promise<void>;
  /** Throws where another process does this work now. */
  readonly check: () => Promise<void>;
  /** The round has no time left: the next one goes on. */
  readonly isLate: () => boolean;
};

/** Where a table stands. `place` '' = begin anew. `all` = its rows are gone through; `after` = the last version of before. */
const cursorShape = z.object({
  place: z.string(),
  all: z.boolean(),
  again: z.boolean(),
  after: z.string(),
  sweep: z.boolean(),
});
type Cursor = z.infer<typeof cursorShape>;

/** Reads this many rows of ours at a time: more only queue at the store. */
const readsAtOnce = 32;
/** A round that found more than this waits for the relay before it goes on. */
const crowd = 1000;

/**
 * Nudges what changed in a table since the last round and the relay has not seen, page by page; the place is written after the
 * nudges are on the bus. A place that is too old leads through all rows and then over everything that we remember, so that a
 * deletion in between is found as well. `version` = the organisation's row version when this round began.
 */
export async function followTable(table: NudgeTable, version: string, tally: Tally, doors: FollowDoors): Promise<void> {
  const name = cursorName(table);
  const known = cursorShape.safeParse(await doors.notes.read(name)).data;
  let cursor: Cursor = known ?? { place: '', all: true, again: false, after: version, sweep: false };
  const keep = async (next: Cursor) => {
    await doors.check();
    await doors.notes.write(name, next);
    cursor = next;
  };
  for (let isLast = false; !isLast && !doors.isLate(); ) {
    const page = await doors.changes(table, cursor.place || undefined);
    if (page.kind === 'no table') return;
    if (page.kind === 'expired') {
      tally.expired.push(table);
      await keep({ ...cursor, place: '', all: true, sweep: true });
      continue;
    }
    const going: Going = cursor.all ? { kind: 'all', after: cursor.after, again: cursor.again } : { kind: 'changes' };
    await nudge(await unseenOf(table, page.changes, going, doors), tally, doors);
    tally.changed += page.changes.length;
    isLast = page.isLast;
    const end = isLast ? { all: false, again: false, after: version } : {};
    await keep({ ...cursor, place: page.next, ...end });
  }
  if (!cursor.all && cursor.sweep && !doors.isLate()) {
    await sweep(table, tally, doors);
    await keep({ ...cursor, sweep: false });
  }
}

/** Everything is to be looked at again, known or not seen any more: the organisation is not what it was. */
export async function beginAnew(table: NudgeTable, version: string, notes: Notes): Promise<void> {
  await notes.write(cursorName(table), { place: '', all: true, again: true, after: version, sweep: true });
}

/** What is remembered as living and is not there any more is looked at. All ids are read first: one that comes meanwhile is only looked at once more. */
async function sweep(table: NudgeTable, tally: Tally, doors: FollowDoors): Promise<void> {
  const there = new Set<string>();
  for (let place: string | undefined = '', isLast = false; !isLast; ) {
    const page = await doors.changes(table, place || undefined);
    if (page.kind !== 'page') return;
    for (const { id } of page.changes) there.add(id);
    place = page.next;
    isLast = page.isLast;
  }
  for await (const ids of doors.knownIds(table)) {
    const missing = ids.filter((id) => !there.has(id)).map((id): Change => ({ id, version: undefined, records: [] }));
    await nudge(await unseenOf(table, missing, { kind: 'changes' }, doors), tally, doors);
  }
}

async function unseenOf(
  table: NudgeTable,
  changes: readonly Change[],
  going: Going,
  doors: FollowDoors,
): Promise<readonly Nudge[]> {
  const nudges: Nudge[] = [];
  // Most rows of a page of permission rows share their record with another one.
  const known = new Map<string, ReturnType<FollowDoors['remembered']>>();
  const remembered: FollowDoors['remembered'] = (record) => {
    const key = keyOf(record);
    const answer = known.get(key) ?? doors.remembered(record);
    known.set(key, answer);
    return answer;
  };
  for (let start = 0; start < changes.length; start += readsAtOnce) {
    const part = changes.slice(start, start + readsAtOnce);
    nudges.push(
      ...(await Promise.all(part.map((change) => unseen(table, change, going, { ...doors, remembered })))).flat(),
    );
  }
  return [...new Map(nudges.map((each) => [keyOf(each), each])).values()];
}

async function nudge(nudges: readonly Nudge[], tally: Tally, doors: FollowDoors): Promise<void> {
  if (nudges.length === 0) return;
  await doors.check();
  await doors.sendNudges(nudges);
  tally.nudged += nudges.length;
  tally.deleted += nudges.filter(({ message }) => message === 'Delete').length;
  if (nudges.length >= crowd) await doors.room();
}

function keyOf({ table, id }: Pick<Nudge, 'table' | 'id'> | RecordName): string {
  return `${table}~${id}`;
}

function cursorName(table: NudgeTable): string {
  return `cursor~${table}`;
}
