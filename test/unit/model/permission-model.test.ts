import fc from 'fast-check';
import { type Chance, type Faults, type Person, simulate } from './simulated-world.ts';

/** What people do, in the CRM and as recipients. `look` = its webhook arrives (late, doubled or never). */
type Act =
  | { readonly kind: 'permission'; readonly who: number; readonly granted: boolean | undefined }
  | { readonly kind: 'address'; readonly who: number; readonly address: string | undefined }
  | { readonly kind: 'active'; readonly who: number; readonly active: boolean }
  | { readonly kind: 'delete'; readonly who: number }
  | { readonly kind: 'restore'; readonly who: number }
  | { readonly kind: 'merge'; readonly who: number; readonly into: number }
  | { readonly kind: 'unsubscribe'; readonly who: number };

const people = 3;
const who = fc.nat({ max: people - 1 });
const address = fc.constantFrom('a@example.org', 'b@example.org', undefined);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('permission' as const),
      who,
      granted: fc.constantFrom(true, true, false, undefined),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('address' as const), who, address }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('active' as const), who, active: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), who, into: who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unsubscribe' as const), who }) },
);

/**
 * The rules of permissions for people who are looked at after every single change: written from the rules alone, it shares no code
 * with the relay. One permission.
 */
function createModel() {
  const counts = new Map<string, number>();
  const persons = Array.from({ length: people }, () => ({
    at: undefined as string | undefined,
    said: 'nothing' as 'yes' | 'no' | 'nothing',
    cleared: 0,
    carried: false,
    told: false,
    bit: false,
    rows: new Map<number, boolean>(),
  }));
  const origin = new Map<number, number>();
  const count = (at: string | undefined) => (at === undefined ? 0 : (counts.get(at) ?? 0));

  /** Her yes does not count where she is, or did not where she was last. */
  function withheld(mine: (typeof persons)[number]): boolean {
    return mine.carried || (mine.at !== undefined && mine.said === 'yes' && mine.cleared < count(mine.at));
  }

  /** An off whose cause withdraws nothing finds at last what the recipient did on the platform: that counts at her addresses. */
  function decide(mine: (typeof persons)[number], wanted: boolean, places: readonly (string | undefined)[]): void {
    if (!wanted && mine.told && !mine.bit) {
      for (const at of new Set(places)) if (at !== undefined) counts.set(at, count(at) + 1);
    }
    if (wanted !== mine.told) mine.bit = wanted;
    mine.told = wanted;
  }

  function look(index: number, person: Person): void {
    const mine = persons[index];
    if (!mine) return;
    if (!person.exists) {
      decide(mine, false, [mine.at]);
      Object.assign(mine, { carried: withheld(mine), at: undefined, said: 'nothing', cleared: 0 });
      return;
    }
    const { permission } = person;
    const says = permission === undefined ? 'nothing' : permission.granted ? 'yes' : 'no';
    const from =
      permission && says === 'yes' && mine.rows.get(permission.row) !== true ? origin.get(permission.row) : undefined;
    const other = from === undefined || from === index ? undefined : persons[from];
    // Whatever the other one says now that her row has left her: a withdrawal she did not clear was made while it was hers.
    const carried =
      other !== undefined && (other.carried || (other.at !== undefined && other.cleared < count(other.at)));
    const places = [mine.at, person.address];
    const was = withheld(mine);
    if (person.address !== mine.at) {
      Object.assign(mine, { at: person.address, said: 'nothing', cleared: says === 'yes' && was ? -1 : 0 });
    }
    if (mine.at !== undefined) {
      const withdraws =
        !person.merged && ((mine.said === 'yes' && says !== 'yes') || (says === 'no' && mine.said !== 'no'));
      if (withdraws) counts.set(mine.at, count(mine.at) + 1);
      if (says === 'yes' && carried) mine.cleared = -1;
      else if (says !== 'yes' && !person.merged) mine.cleared = count(mine.at);
      mine.said = says;
    }
    if (permission && says === 'yes') origin.set(permission.row, index);
    mine.rows = new Map(permission ? [[permission.row, permission.granted]] : []);
    const stays = (mine.at === undefined || person.merged) && says !== 'no' && (was || carried);
    mine.carried = stays || (says === 'yes' && mine.at !== undefined && mine.cleared < count(mine.at));
    const yes = says === 'yes' && mine.at !== undefined && mine.cleared >= count(mine.at);
    const gone = !person.active || person.merged || (says === 'yes' && mine.at === undefined);
    decide(mine, yes && !gone, gone ? places : []);
  }

  return {
    /** One person is looked at; a withdrawal at her address makes the others of the address be looked at too. */
    quiet: (crm: readonly Person[], changed: number) => {
      const before = new Map(counts);
      look(changed, crm[changed] as Person);
      for (const [index, person] of crm.entries()) {
        const at = persons[index]?.at;
        if (index !== changed && at !== undefined && count(at) > (before.get(at) ?? 0)) look(index, person);
      }
    },
    unsubscribe: (index: number) => {
      const mine = persons[index];
      if (mine) mine.bit = false;
    },
    on: () => persons.map(({ bit }) => bit),
  };
}

function at(who: number, name: 'a' | 'b' | undefined): Act {
  return { kind: 'address', who, address: name && `${name}@example.org` };
}

function asleep(who: number): Act {
  return { kind: 'active', who, active: false };
}

function permit(who: number, granted: boolean | undefined): Act {
  return { kind: 'permission', who, granted };
}

function carryOut(act: Act, crm: Person[], rows: { next: number }): readonly number[] {
  const person = crm[act.who];
  if (!person) return [];
  const touched = () => {
    person.version += 1;
    return [act.who];
  };
  switch (act.kind) {
    case 'permission': {
      if (!person.exists || person.merged) return [];
      if (act.granted === undefined) person.permission = undefined;
      else person.permission = { row: person.permission?.row ?? rows.next++, granted: act.granted };
      return touched();
    }
    case 'address':
      if (!person.exists) Object.assign(person, { exists: true, active: true, merged: false, permission: undefined });
      person.address = act.address;
      return touched();
    case 'active':
      if (!person.exists || person.merged) return [];
      person.active = act.active;
      return touched();
    case 'delete':
      if (!person.exists) return [];
      person.exists = false;
      return touched();
    case 'restore':
      if (person.exists || person.version === 0) return [];
      person.exists = true;
      return touched();
    case 'merge': {
      const winner = crm[act.into];
      if (!winner || winner === person || !person.exists || !winner.exists || person.merged || winner.merged) return [];
      Object.assign(person, { active: false, merged: true });
      if (person.permission && !winner.permission) {
        winner.permission = person.permission;
        person.permission = undefined;
      }
      winner.version += 1;
      // The loser first or the winner first: both orders are histories of their own.
      return [...touched(), act.into];
    }
    case 'unsubscribe':
      return [];
  }
}

function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const calm: Faults = { dies: 0, fails: 0, unreadable: 0 };
const rough: Faults = { dies: 0.02, fails: 0.15, unreadable: 0.1 };
const runs = Number(process.env.ASSENT_HISTORIES ?? 150);

/** Histories that once went wrong, each for a fault of its own. */
const examples: [Act[], number][] = [
  // The announced look of the other one clears her: a yes given after it counts.
  [[at(1, 'a'), at(2, 'a'), permit(2, false), permit(1, true)], 0],
  // A yes that was never at an address comes to the winner of a merge.
  [
    [at(2, undefined), at(0, 'a'), permit(2, false), permit(2, true), { kind: 'merge', who: 2, into: 0 }, at(0, 'a')],
    0,
  ],
  // What the recipient withdrew with the loser stays withdrawn with the winner.
  [[at(0, 'a'), permit(0, true), at(1, 'b'), { kind: 'unsubscribe', who: 0 }, { kind: 'merge', who: 0, into: 1 }], 0],
  // A withheld yes that loses its address, and a process that dies between its old address and its state.
  [
    [
      at(0, 'a'),
      at(2, 'a'),
      permit(2, true),
      permit(0, true),
      permit(0, undefined),
      at(2, undefined),
      { kind: 'merge', who: 2, into: 0 },
      permit(0, true),
    ],
    0,
  ],
];

test.each([
  ['on a calm day', calm],
  ['where processes die, calls fail and rows cannot be read', rough],
])(
  'N-1: looked at after every change, the platform is what the rules say, %s',
  async (_, faults) => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 30, size: 'max' }), fc.nat(), async (acts, seed) => {
        const world = simulate(people, chanceOf(seed), faults);
        const model = createModel();
        const rows = { next: 0 };
        // A recipient's withdrawal while an answer of ours is missing cannot be told from our own off: a poll has to find it.
        for (const each of acts.filter(({ kind }) => kind !== 'unsubscribe' || faults === calm)) {
          if (each.kind === 'unsubscribe') {
            const contact = world.platform.get(world.idOf(each.who));
            if (contact) contact.on = false;
            model.unsubscribe(each.who);
          }
          const changed = carryOut(each, world.crm, rows);
          for (const index of changed) {
            world.nudge(index);
            await world.settle();
            model.quiet(world.crm, index);
          }

          const on = world.crm.map((_, index) => world.platform.get(world.idOf(index))?.on ?? false);
          expect(on).toEqual(model.on());
        }
      }),
      { numRuns: runs, examples },
    );
  },
  120_000,
);

test('N-1 R6: in any interleaving, a yes that stood through a withdrawal at its address is off, and one given after it is on', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 6, size: 'max' }), { minLength: 1, maxLength: 8, size: 'max' }),
      fc.nat(),
      async (rounds, seed) => {
        const chance = chanceOf(seed);
        const world = simulate(people, chance, rough);
        const rows = { next: 0 };
        let before: Snapshot[] = snapshot(world.crm);
        for (const acts of rounds) {
          const history = world.crm.map(() => [] as Snapshot[]);
          const unsubscribed = new Set<number>();
          for (const each of acts) {
            const changed = carryOut(each, world.crm, rows);
            if (each.kind === 'unsubscribe') {
              const contact = world.platform.get(world.idOf(each.who));
              if (contact?.on) unsubscribed.add(each.who);
              if (contact) contact.on = false;
            }
            for (const [index, now] of snapshot(world.crm).entries()) history[index]?.push(now);
            // Webhooks come doubled; one for each change comes at last.
            for (const index of changed) world.nudge(index, chance() < 0.3 ? 2 : 1);
            if (chance() < 0.5) await world.settle();
          }
          await world.settle();
          const now = snapshot(world.crm);

          now.forEach((mine, index) => {
            const on = world.platform.get(world.idOf(index))?.on ?? false;
            const stood = [before[index], ...(history[index] ?? [])].every(
              (each) => each?.says === 'yes' && each.at === mine.at,
            );
            const withdrawnBy = now.filter(
              (other, at) =>
                at !== index && other.at === mine.at && surelyWithdrew([before[at], ...(history[at] ?? [])], other),
            );
            if (on) expect(mine).toMatchObject({ mayBeOn: true });
            if (stood && withdrawnBy.length > 0) expect({ index, on }).toEqual({ index, on: false });
          });
          before = now;
        }
      },
    ),
    { numRuns: runs },
  );
}, 120_000);

/** Few people at one address who change their minds while the relay is at work: the moments at which its order of steps counts. */
const mind: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('permission' as const),
      who: fc.nat({ max: 1 }),
      granted: fc.constantFrom(true, false, undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('active' as const), who: fc.nat({ max: 1 }), active: fc.boolean() }),
  },
);

test.each([
  ['processes that die while a call of theirs is on its way', { dies: 0.06, fails: 0.1, unreadable: 0 }],
  ['handlers that go on after their lock was lost', { dies: 0, fails: 0.05, unreadable: 0, locksLost: 0.4 }],
  ['calm work', calm],
])(
  'N-1 R4 R6: two people of one address who change their minds in the middle of a look are never left on against the rules, through %s',
  async (_, faults) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(mind, { minLength: 1, maxLength: 4, size: 'max' }), {
          minLength: 1,
          maxLength: 6,
          size: 'max',
        }),
        fc.nat(),
        async (rounds, seed) => {
          const chance = chanceOf(seed);
          const world = simulate(2, chance, faults);
          const rows = { next: 0 };
          for (const index of [0, 1]) {
            carryOut(at(index, 'a'), world.crm, rows);
            world.nudge(index);
          }
          await world.settle();
          let before = snapshot(world.crm);
          for (const acts of rounds) {
            const moments: Snapshot[][] = [before];
            for (const each of acts) {
              for (const index of carryOut(each, world.crm, rows)) world.nudge(index);
              moments.push(snapshot(world.crm));
              await world.runOn();
            }
            await world.settle();
            before = snapshot(world.crm);

            for (const [mine, other] of [
              [0, 1],
              [1, 0],
            ] as const) {
              const on = world.platform.get(world.idOf(mine))?.on ?? false;
              if (on) expect(before[mine]).toMatchObject({ mayBeOn: true });
              if (stoodThrough(moments, mine, other)) expect({ mine, on }).toEqual({ mine, on: false });
            }
          }
        },
      ),
      { numRuns: runs, examples: [[[[permit(0, true)], [permit(1, true), permit(1, false), asleep(0)]], 670048709]] },
    );
  },
  120_000,
);

/** Her yes was there before the other one withdrew for the first time since both were known, and it never went away. */
function stoodThrough(moments: readonly (readonly Snapshot[])[], mine: number, other: number): boolean {
  const theirs = moments.map((each) => each[other]);
  if (!surelyWithdrew(theirs, theirs.at(-1) as Snapshot)) return false;
  const first = theirs.findIndex((each) => each?.says !== theirs[0]?.says);
  return moments.slice(first - 1).every((each) => each[mine]?.says === 'yes');
}

type Snapshot = {
  readonly at: string | undefined;
  readonly says: 'yes' | 'no' | 'nothing';
  readonly merged: boolean;
  readonly mayBeOn: boolean;
};

function snapshot(crm: readonly Person[]): Snapshot[] {
  return crm.map(({ exists, active, merged, address: at, permission }) => {
    const says = !exists || permission === undefined ? 'nothing' : permission.granted ? 'yes' : 'no';
    return {
      at: exists ? at : undefined,
      says,
      merged,
      mayBeOn: exists && active && !merged && says === 'yes' && at !== undefined,
    };
  });
}

/** From one quiet moment to the next: said yes and no longer does, or says an explicit no that it did not say, at one address. */
function surelyWithdrew(path: readonly (Snapshot | undefined)[], now: Snapshot): boolean {
  const [before] = path;
  if (!before || now.at === undefined || now.merged || path.some((each) => each?.at !== now.at)) return false;
  return (before.says === 'yes' && now.says !== 'yes') || (now.says === 'no' && before.says !== 'no');
}
