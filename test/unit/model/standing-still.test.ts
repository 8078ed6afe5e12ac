import fc from 'fast-check';
import { at, calm, chanceOf, permit, runs, timeoutMs } from './histories.ts';
import { createRules } from './permission-rules.ts';
import { type Act, createCrm } from './simulated-crm.ts';
import { simulate } from './simulated-world.ts';

const says = fc.constantFrom(true, false, undefined);
/** About as many steps as a look takes that has something to tell. */
const steps = fc.nat({ max: 40 });
type Says = boolean | undefined;

/** What both say before, what `mine` says when a handler looks, and what both say while it stands still; at last what `mine` says. */
type Story = {
  readonly mine: readonly [Says, Says, Says, Says];
  readonly theirs: readonly [Says, Says];
  readonly still: number;
  readonly more: number;
};

/** Stories that went wrong once, or with one protection less; each is told with the handler standing still after any of its first steps. */
const told: readonly Pick<Story, 'mine' | 'theirs'>[] = [
  // A look without yes clears up to the count that was read before its row, not to what was withdrawn since.
  { mine: [false, false, true, true], theirs: [true, false] },
  // A call stands still after it was noted as pending, for so long that others do not wait for it any more.
  { mine: [false, true, undefined, true], theirs: [true, true] },
  // A no is counted and the look dies; without its permission row the record is at the version that is remembered from before.
  { mine: [undefined, false, undefined, false], theirs: [undefined, true] },
  // An older look writes what it saw over what a newer one noted, and dies.
  { mine: [false, undefined, true, undefined], theirs: [true, true] },
];
const examples = told.flatMap((story) =>
  Array.from({ length: 15 }, (_, still) => [0, 3].map((more): [Story] => [{ ...story, still, more }])).flat(),
);

test.each(['goes on', 'dies'] as const)(
  'N-1 R4 R6: whatever two people of one address decide while a handler stands still after any of its steps, nobody is left on when it %s',
  async (end) => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ mine: fc.tuple(says, says, says, says), theirs: fc.tuple(says, says), still: steps, more: steps }),
        async (story) => {
          const on = await happens(story, end);
          // What was said only while the handler read it may have been seen or not.
          const [seen, unseen] = [allowed(story, true), allowed(story, false)];
          for (const who of [0, 1])
            if (on[who]) expect({ who, may: seen[who] || unseen[who] }).toEqual({ who, may: true });
        },
      ),
      { numRuns: examples.length + runs, examples },
    );
  },
  timeoutMs,
);

async function happens({ mine, theirs, still, more }: Story, end: 'goes on' | 'dies'): Promise<readonly boolean[]> {
  const world = simulate(2, chanceOf(0), calm);
  const follow = async (act: Act) => {
    for (const index of world.crm.carryOut(act)) world.nudge(index);
    await world.settle();
  };
  for (const act of [at(0, 'a'), at(1, 'a'), permit(0, mine[0]), permit(1, theirs[0])]) await follow(act);

  world.crm.carryOut(permit(0, mine[1]));
  const beside = world.handleBeside(0);
  await beside.take(still);
  await follow(permit(0, mine[2]));
  await follow(permit(1, theirs[1]));
  await beside.take(more);
  if (end === 'dies') await beside.die();
  else await beside.take(1000);
  await world.settle();
  expect(beside.isEnded()).toBe(true);
  await follow(permit(0, mine[3]));
  return world.on();
}

/** Who may be on, by the rules. */
function allowed({ mine, theirs }: Story, isSeen: boolean): readonly boolean[] {
  const crm = createCrm(2);
  const rules = createRules(crm.persons);
  rules.poll();
  const acts = [
    ...[at(0, 'a'), at(1, 'a'), permit(0, mine[0]), permit(1, theirs[0])],
    ...(isSeen ? [permit(0, mine[1])] : []),
    ...[permit(0, mine[2]), permit(1, theirs[1]), permit(0, mine[3])],
  ];
  for (const act of acts) for (const index of crm.carryOut(act)) rules.look(index);
  return rules.on();
}
