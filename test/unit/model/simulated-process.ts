import type { ContactWrite, WriteResult } from '../../../functions/src/event/contact-write.ts';
import type { Nudge } from '../../../functions/src/event/nudge.ts';
import type { RelayDoors } from '../../../functions/src/relay/doors.ts';
import { type memoryTable, newsletter } from '../builders.ts';
import type { Crm } from './simulated-crm.ts';
import type { SimulatedPlatform } from './simulated-platform.ts';
import type { Step } from './simulated-timers.ts';

/** Gives the next random number in [0, 1): everything that is left to chance in a history comes from here. */
export type Chance = () => number;

export type Faults = {
  /** Share of door calls at which the process dies. */
  readonly dies: number;
  /** Share of platform calls that fail; half of the writes after doing their work. */
  readonly fails: number;
  /** Share of row reads that fail. */
  readonly unreadable: number;
  /** Share of bundles whose lock is lost under way: they come again while the first handler goes on. */
  readonly locksLost?: number;
};

type Table = ReturnType<typeof memoryTable>;

export type Around = {
  readonly crm: Crm;
  readonly platform: SimulatedPlatform;
  readonly records: Table;
  readonly addresses: Table;
  readonly control: Table;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly settings: RelayDoors['settings'];
  readonly now: () => number;
  readonly turn: () => Promise<void>;
  /** Goes on by itself, some turns later. */
  readonly later: (work: () => void) => void;
  readonly apply: (write: ContactWrite) => WriteResult;
  readonly isBaselineRead: () => boolean;
  readonly nudge: (person: number) => void;
  readonly send: (nudges: readonly Nudge[]) => void;
  readonly schedule: RelayDoors['scheduleCopy'];
  /** Something went wrong that comes right by itself. */
  readonly onFault: () => void;
};

export function partitionOf(_: string, id: string): string {
  return `p${id.slice(-2)}`;
}

/** The doors of one process: after its death none of them does anything any more. */
export function createProcess(around: Around): { readonly relay: RelayDoors; readonly step: Step; fail: () => void } {
  const { crm, platform, records, addresses, chance, faults } = around;
  let dead = false;
  const dies = () => {
    if (!dead && chance() >= faults.dies / 2) return;
    if (!dead) around.onFault();
    dead = true;
    throw new Error('died');
  };
  const happens = (share: number) => {
    if (chance() >= share) return false;
    around.onFault();
    return true;
  };
  const step: Step = async (work) => {
    await around.turn();
    dies();
    const result = await work();
    dies();
    return result;
  };
  const write = (item: ContactWrite): WriteResult => {
    if (around.now() > item.until) return { kind: 'retry', reason: 'too late', maybeApplied: false };
    if (!happens(faults.fails)) return around.apply(item);
    if (chance() < 0.5) around.apply(item);
    return { kind: 'retry', reason: 'no answer', maybeApplied: true };
  };
  const relay: RelayDoors = {
    settings: around.settings,
    look: (wishes) =>
      step(() =>
        wishes.map(({ id }) => (happens(faults.unreadable) ? { kind: 'unknown', reason: '503' } : crm.look(id))),
      ),
    recordsOf: async () => ({ kind: 'absent' }),
    listed: async () => [newsletter],
    isBaselineRead: () => step(around.isBaselineRead),
    withdrawRow: (row, version) =>
      step(() => {
        if (happens(faults.fails)) return { kind: 'retry', reason: 'no answer' };
        const { who, written } = crm.withdrawRow(row, version);
        if (written.kind === 'written') around.nudge(who);
        return written;
      }),
    withdrawColumns: async () => ({ kind: 'refused', code: 'not here' }),
    write: async (items) => {
      try {
        return await step(() => items.map(write));
      } catch (error) {
        // The call was on its way when the process died: it arrives some time later, within the fence.
        if (chance() < 0.5)
          around.later(() => {
            for (const item of items.filter(({ until }) => around.now() <= until)) around.apply(item);
          });
        throw error;
      }
    },
    // Its settings revoke, and compare nothing with the clock.
    endContact: async () => ({ kind: 'retry', reason: 'not here' }),
    noteDue: async () => undefined,
    circuit: { enter: async () => 'free', leave: async () => undefined },
    records: {
      get: (p, r) => step(() => records.get(p, r)),
      transact: (changes) => step(() => records.transact(changes)),
    },
    addresses: {
      get: (p, r) => step(() => addresses.get(p, r)),
      range: (p, from, to) => step(() => addresses.range(p, from, to)),
      transact: (changes) => step(() => addresses.transact(changes)),
    },
    addressKey: (_, address) => address.toLowerCase().replaceAll(/[^a-z]/g, '-'),
    readContact: (id) =>
      step(() => (happens(faults.fails) ? { kind: 'unknown', reason: 'no answer' } : platform.read(id))),
    hashOf: (attributes) => JSON.stringify(attributes),
    sendNudges: (nudges) => step(() => around.send(nudges)),
    show: async () => undefined,
    raise: async () => undefined,
    scheduleCopy: (copy) => step(() => around.schedule(copy)),
    partitionOf,
    log: () => undefined,
    random: chance,
    now: around.now,
  };
  return {
    relay,
    step,
    fail: () => {
      if (happens(faults.fails / 3)) throw new Error('no answer');
    },
  };
}
