import fc from 'fast-check';
import {
  act,
  asleep,
  at,
  calm,
  chanceOf,
  people,
  permit,
  type RecipientAct,
  rough,
  runs,
  timeoutMs,
  unsubscribe,
} from './histories.ts';
import { isOfRecipient } from './side-by-side.ts';
import type { Act, Person } from './simulated-crm.ts';
import { simulate } from './simulated-world.ts';

/** What people do, in the CRM and as recipients. */
const anyAct: fc.Arbitrary<Act | RecipientAct> = fc.oneof(
  { weight: 7, arbitrary: act },
  { weight: 1, arbitrary: fc.nat({ max: people - 1 }).map(unsubscribe) },
);

test(
  'N-1 R6: in any interleaving, a yes that stood through a withdrawal at its address is off, and one given after it is on',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyAct, { minLength: 1, maxLength: 6, size: 'max' }), {
          minLength: 1,
          maxLength: 8,
          size: 'max',
        }),
        fc.nat(),
        async (rounds, seed) => {
          const chance = chanceOf(seed);
          const world = simulate(people, chance, rough);
          let before: Snapshot[] = snapshot(world.crm.persons);
          for (const acts of rounds) {
            const history = world.crm.persons.map(() => [] as Snapshot[]);
            for (const each of acts) {
              const changed = isOfRecipient(each) ? [] : world.crm.carryOut(each);
              if (isOfRecipient(each) && world.platform.get(world.idOf(each.who)))
                world.platform.put(world.idOf(each.who), { on: false });
              for (const [index, now] of snapshot(world.crm.persons).entries()) history[index]?.push(now);
              // Webhooks come doubled; one for each change comes at last.
              for (const index of changed) world.nudge(index, chance() < 0.3 ? 2 : 1);
              if (chance() < 0.5) await world.settle();
            }
            await world.settle();
            const now = snapshot(world.crm.persons);

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
  },
  timeoutMs,
);

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
          for (const index of [0, 1]) {
            world.crm.carryOut(at(index, 'a'));
            world.nudge(index);
          }
          await world.settle();
          let before = snapshot(world.crm.persons);
          for (const acts of rounds) {
            const moments: Snapshot[][] = [before];
            for (const each of acts) {
              for (const index of world.crm.carryOut(each)) world.nudge(index);
              moments.push(snapshot(world.crm.persons));
              await world.runOn();
            }
            await world.settle();
            before = snapshot(world.crm.persons);

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
  timeoutMs,
);

test(
  'N-1 R3: a platform that is read in the middle of the relay’s work shows no withdrawal that no recipient made',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 30, size: 'max' }), fc.nat(), async (acts, seed) => {
        const world = simulate(people, chanceOf(seed), calm);
        for (const each of acts) {
          if (!isOfRecipient(each)) for (const index of world.crm.carryOut(each)) world.nudge(index);
          world.begin('feedback');
          await world.runOn();
        }
        await world.becomeStill(['feedback']);

        const facts = [...world.addresses.rows.values()].filter(({ rowKey }) => rowKey === 'facts');
        expect(facts.map(({ causes }) => String(causes)).join()).not.toContain('recipient');
      }),
      {
        numRuns: runs,
        // A no overtakes the yes that is on its way, and the yes is settled over it.
        examples: [[[at(1, 'a'), permit(1, true), at(1, undefined), permit(0, true)], 146426575]],
      },
    );
  },
  timeoutMs,
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
