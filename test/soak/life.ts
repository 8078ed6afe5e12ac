import type { House } from '../journeys/house.ts';
import { type Actor, actOnce, type Stage } from './acts.ts';
import { type Bit, type Fact, readCast, type Snapshot } from './cast.ts';
import { createChance } from './chance.ts';
import { check, type Violation } from './check.ts';
import { calm, disturbOnce, unrest } from './disturb.ts';
import { expectAll, nothingKnown } from './expect.ts';
import type { Logs } from './logs.ts';
import { type Round, startRound } from './round.ts';
import { settle } from './settle.ts';

export type Phase = {
  readonly seed: number;
  readonly round: number;
  readonly events: number;
  readonly violations: readonly Violation[];
  readonly lost: number;
  /** What a record and those of its address were and are, and what was done to them. */
  readonly story: (id: string) => readonly string[];
  /** How many permissions were certain to be on or off, and how many are on. */
  readonly certainOn: number;
  readonly certainOff: number;
  /** Of those: off although the CRM says yes. */
  readonly withheld: number;
  readonly on: number;
  readonly workSeconds: number;
  readonly convergeSeconds: number;
};

export type LifeInput = {
  readonly seed: number;
  readonly events: number;
  readonly subscriptions: ReadonlyMap<Bit, string>;
  readonly logs: Logs;
  /** How often something goes wrong between two acts. */
  readonly unrestShare: number;
  /** Called at the end of the work, while things are under way. */
  readonly whileBusy: () => Promise<void>;
};

const eventsPerRound = 120;
const addressCount = 16;

/**
 * A cast of records with addresses of their own, which nobody else in the house has: what happens to it follows from its seed, and it
 * can be lived again alone. Work, rest, check; again and again.
 */
export async function* live(house: House, input: LifeInput): AsyncGenerator<Phase> {
  const chance = createChance(input.seed);
  const addresses = Array.from(
    { length: addressCount },
    (_, n) => `zwijg${n}.${chance.guid().slice(0, 8)}@example.org`,
  );
  const memory = nothingKnown();
  let before: Snapshot = new Map();
  const stage: Stage = {
    house,
    chance,
    addresses,
    subscriptions: input.subscriptions,
    cast: [],
    round: startRound(before),
  };
  for (let done = 0, round = 1; done < input.events; round += 1) {
    stage.round = startRound(before);
    const events = Math.min(eventsPerRound, input.events - done);
    done += events;
    const began = performance.now();
    await work(stage, events, input);
    const rested = performance.now();
    await calm(house);
    const { restless } = await settle(house);
    await input.logs.read();
    const ended = performance.now();
    const now = await readCast(house, stage.cast, input.subscriptions);
    const expected = expectAll(before, now, stage.round, memory);
    const { violations, lost, on } = await check(house, stage.cast, now, expected);
    memory.on.clear();
    for (const key of on) memory.on.add(key);
    yield {
      seed: input.seed,
      round,
      events,
      violations: [...violations, ...(restless === undefined ? [] : [{ id: 'house', what: `no rest: ${restless}` }])],
      lost,
      story: storyOf(before, now, stage.round),
      certainOn: expected.filter(({ to }) => to === 'on').length,
      withheld: expected.filter(({ id, bit, to }) => to === 'off' && now.get(id)?.says[bit] === 'yes').length,
      certainOff: expected.filter(({ to }) => to === 'off').length,
      on: on.size,
      workSeconds: (rested - began) / 1000,
      convergeSeconds: (ended - rested) / 1000,
    };
    before = now;
    catchUp(stage.cast, now);
  }
}

async function work(stage: Stage, events: number, { unrestShare, logs, whileBusy }: LifeInput): Promise<void> {
  const { house, chance } = stage;
  if (unrestShare > 0) await unrest(house);
  for (let event = 0; event < events; event += 1) {
    await actOnce(stage);
    if (chance.share() < unrestShare) await disturbOnce(house, chance);
    if (event % 20 === 0) await logs.read();
  }
  await whileBusy();
}

function storyOf(before: Snapshot, now: Snapshot, { acts }: Round): Phase['story'] {
  const tell = (fact: Fact | undefined) => (fact ? `${fact.life} says ${Object.values(fact.says).join()}` : 'not yet');
  return (id) => {
    const address = now.get(id)?.address;
    const shared = [...now].filter(([each, fact]) => each === id || (address && fact.address === address));
    return shared.map(([each, fact]) => {
      const done = acts.filter((act) => act.id === each).map(({ act }) => act);
      return `${each === id ? 'it' : each}: was ${tell(before.get(each))}, ${done.join()}, is ${tell(fact)}`;
    });
  };
}

/** What the CRM has is what its people see when they go on. */
function catchUp(cast: Actor[], now: Snapshot): void {
  for (const actor of cast) {
    const fact = now.get(actor.id);
    if (fact) Object.assign(actor, { life: fact.life, rows: [...fact.rows] });
  }
}
