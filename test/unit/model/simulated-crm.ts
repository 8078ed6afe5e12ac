import type { NudgeTable } from '../../../functions/src/event/nudge.ts';
import type { Look } from '../../../functions/src/event/record.ts';
import type { WrittenBack } from '../../../functions/src/relay/doors.ts';
import type { FollowDoors } from '../../../functions/src/sync/follow-table.ts';
import { idOf } from '../builders.ts';

/** What the CRM holds of one person. */
export type Person = {
  exists: boolean;
  active: boolean;
  merged: boolean;
  address: string | undefined;
  /** Her permission row: the id of the row, what it says, and its row version. */
  permission: { row: number; granted: boolean; version: number } | undefined;
  version: number;
};

/** What people do in the CRM. */
export type Act =
  | { readonly kind: 'permission'; readonly who: number; readonly granted: boolean | undefined }
  | { readonly kind: 'address'; readonly who: number; readonly address: string | undefined }
  | { readonly kind: 'active'; readonly who: number; readonly active: boolean }
  | { readonly kind: 'delete'; readonly who: number }
  | { readonly kind: 'restore'; readonly who: number }
  | { readonly kind: 'merge'; readonly who: number; readonly into: number };

type Gone = { readonly table: NudgeTable; readonly id: string; readonly version: number };

/** Everything that a backup of the organisation holds. */
type Organisation = {
  readonly persons: Person[];
  readonly gone: Gone[];
  /** One counter for the rows of all tables. */
  version: number;
  heartbeat: number | undefined;
};

export type Crm = ReturnType<typeof createCrm>;

/**
 * A CRM in memory: rows with versions, the change feed over them, the heartbeat, and backups of it all. `refusing`: a person whose
 * permission row the relay may not write.
 */
export function createCrm(people: number, refusing?: number) {
  const blank = { exists: false, active: true, merged: false, address: undefined, permission: undefined, version: 0 };
  const now: Organisation = {
    persons: Array.from({ length: people }, () => ({ ...blank })),
    gone: [],
    version: 0,
    heartbeat: undefined,
  };
  const feed = { era: 0 };
  let rows = 0;
  let backup: Organisation | undefined;
  const next = () => {
    now.version += 1;
    return now.version;
  };

  return {
    persons: now.persons,
    /** Does it, and gives whose webhooks it causes, in their order. */
    carryOut: (act: Act) => carryOut(act, now, next, () => rows++),
    look: (id: string) => lookAt(id, now.persons),
    withdrawRow: (id: string, version: string) => withdrawRow(id, version, now.persons, next, refusing),
    /** Pages of two rows: with a place what changed since, without one all there is. */
    changes: async (table: NudgeTable, place: string | undefined) => readChanges(table, place, now, feed.era),
    /** From here on no place of before is taken any more. */
    expire: () => {
      feed.era += 1;
    },
    beat: async () => {
      const before = now.heartbeat;
      now.heartbeat = next();
      return { before: before === undefined ? undefined : String(before), after: String(now.heartbeat) };
    },
    backUp: () => {
      backup = structuredClone(now);
    },
    /** Is there a backup, and a heartbeat since? One that none followed cannot be told from nothing at all. */
    isBackedUp: () => backup !== undefined && backup.heartbeat !== now.heartbeat,
    /** Back to the backup, versions and all. */
    bringBack: (): void => {
      if (backup === undefined) return;
      const { persons, gone, ...counters } = structuredClone(backup);
      Object.assign(now, counters);
      now.persons.splice(0, now.persons.length, ...persons);
      now.gone.splice(0, now.gone.length, ...gone);
      feed.era += 1;
    },
  };
}

/** The id of a permission row. */
export function rowIdOf(row: number): string {
  return idOf(900 + row);
}

function carryOut(act: Act, { persons, gone }: Organisation, next: () => number, newRow: () => number): number[] {
  const person = persons[act.who];
  if (!person) return [];
  const touch = (each: Person = person) => {
    each.version = next();
  };
  const lose = (row: number) => gone.push({ table: 'assent_permission', id: rowIdOf(row), version: next() });
  switch (act.kind) {
    case 'permission': {
      if (!person.exists || person.merged) return [];
      const { permission } = person;
      if (act.granted === undefined) {
        if (permission) lose(permission.row);
        person.permission = undefined;
      } else person.permission = { row: permission?.row ?? newRow(), granted: act.granted, version: next() };
      return [act.who];
    }
    case 'address':
      if (!person.exists) Object.assign(person, { exists: true, active: true, merged: false, permission: undefined });
      person.address = act.address;
      touch();
      return [act.who];
    case 'active':
      if (!person.exists || person.merged) return [];
      person.active = act.active;
      touch();
      return [act.who];
    case 'delete':
      if (!person.exists) return [];
      person.exists = false;
      gone.push({ table: 'contact', id: idOf(act.who), version: next() });
      if (person.permission) lose(person.permission.row);
      return [act.who];
    case 'restore':
      if (person.exists || person.version === 0) return [];
      person.exists = true;
      touch();
      if (person.permission) person.permission.version = next();
      return [act.who];
    case 'merge': {
      const winner = persons[act.into];
      if (!winner || winner === person || !person.exists || !winner.exists || person.merged || winner.merged) return [];
      Object.assign(person, { active: false, merged: true });
      if (person.permission && !winner.permission) {
        winner.permission = { ...person.permission, version: next() };
        person.permission = undefined;
      }
      touch();
      touch(winner);
      // The loser first or the winner first: both orders are histories of their own.
      return [act.who, act.into];
    }
  }
}

function lookAt(id: string, persons: readonly Person[]): Look {
  const person = persons[Number(id.slice(-2))];
  if (!person?.exists) return { kind: 'absent' };
  const { permission, version, active, merged, address } = person;
  const row = permission && { id: rowIdOf(permission.row), version: String(permission.version) };
  return {
    kind: 'found',
    row: {
      version: [version, ...(row ? [`${row.id}:${row.version}`] : [])].join(' '),
      active,
      merged,
      values: { firstname: 'x', emailaddress1: address ?? null, donotbulkemail: false },
      labels: {},
      permissionRows: row
        ? [{ ...row, active: true, externalId: '1', channel: 'email', granted: permission?.granted }]
        : [],
    },
  };
}

function withdrawRow(
  id: string,
  version: string,
  persons: readonly Person[],
  next: () => number,
  refusing: number | undefined,
) {
  const who = persons.findIndex(({ exists, permission }) => exists && permission && rowIdOf(permission.row) === id);
  const permission = persons[who]?.permission;
  if (!permission || who === refusing) return { who, written: { kind: 'refused', code: '403' } as WrittenBack };
  if (String(permission.version) !== version)
    return { who, written: { kind: 'retry', reason: 'the row changed meanwhile' } as WrittenBack };
  Object.assign(permission, { granted: false, version: next() });
  return { who, written: { kind: 'written', version: String(permission.version) } as WrittenBack };
}

type Change = Gone & { readonly isGone: boolean; readonly who?: number };

async function readChanges(
  table: NudgeTable,
  place: string | undefined,
  { persons, gone, version: last }: Organisation,
  era: number,
): ReturnType<FollowDoors['changes']> {
  const [stood = '', since = '', isAll = ''] = place?.split('/') ?? [String(era), '0', 'all'];
  if (Number(stood) !== era) return { kind: 'expired' };
  const there = persons.flatMap(({ exists, version, permission }, who): Change[] => {
    if (!exists) return [];
    const row = permission && { id: rowIdOf(permission.row), version: permission.version };
    if (table === 'assent_permission') return row ? [{ table, ...row, isGone: false, who }] : [];
    return table === 'contact' ? [{ table, id: idOf(who), version, isGone: false }] : [];
  });
  const lost = gone.flatMap((each): Change[] => (each.table === table ? [{ ...each, isGone: true }] : []));
  // All rows: those that are there. What is gone is only named to whoever knew it.
  const named = [...there, ...(isAll ? [] : lost.filter(({ id }) => !there.some((each) => each.id === id)))]
    .filter(({ version }) => version > Number(since))
    .sort((a, b) => a.version - b.version);
  const page = named.slice(0, 2);
  const isLast = page.length === named.length;
  const changes = page.map(({ id, version, isGone, who }) => {
    const records = who === undefined ? [] : [{ table: 'contact' as const, id: idOf(who) }];
    return isGone ? { id, version: undefined, records: [] } : { id, version: String(version), records };
  });
  const end = isLast ? `${era}/${last}/` : `${era}/${page.at(-1)?.version}/${isAll}`;
  return { kind: 'page', changes, next: end, isLast };
}
