import type { ContactWrite, WriteResult } from '../../../functions/src/event/contact-write.ts';
import type { Nudge } from '../../../functions/src/event/nudge.ts';
import { createFeedback } from '../../../functions/src/feedback/run-feedback.ts';
import type { RelayDoors } from '../../../functions/src/relay/doors.ts';
import { handleBundle } from '../../../functions/src/relay/handle-bundle.ts';
import { handleWithdrawals } from '../../../functions/src/relay/handle-withdrawals.ts';
import { believedMs, readOrganisation, toGeneration } from '../../../functions/src/relay/organisation.ts';
import { reconcile } from '../../../functions/src/sync/reconcile.ts';
import { idOf, memoryTable, newsletter, settings } from '../builders.ts';
import { checkGrant, checkStill, growOnly } from './invariants.ts';
import { createCrm, type Person } from './simulated-crm.ts';
import { createPlatform } from './simulated-platform.ts';
import { type Around, type Chance, createProcess, type Faults, partitionOf } from './simulated-process.ts';
import { account, feedbackDoors, isBaselineDone, reconcileDoors, type TimerParts } from './simulated-timers.ts';

export type { Chance, Faults };

type Message = { readonly id: string; readonly attempt: number; readonly nudges: readonly Nudge[]; dueAt: number };
export type Timer = 'feedback' | 'reconcile';

const minuteMs = 60_000;

/**
 * A CRM, a platform, their tables and a bus in memory, with the product's own functions between them. Every door call waits for its
 * turn, so that bundles of different records run through each other in any order; a process may die at any call, a platform call of
 * a dead process may still arrive, answers may get lost. `isNew`: the platform was never read before; `refusing`: see `createCrm`.
 */
export function simulate(people: number, chance: Chance, faults: Faults, isNew = false, refusing?: number) {
  let now = Date.UTC(2026, 0, 1);
  const crm = createCrm(people, refusing);
  const platform = createPlatform(() => now);
  const records = memoryTable();
  const addresses = growOnly(memoryTable());
  const control = memoryTable();
  const done = { account, phase: 'done', startedAt: now, changes: String(now) } as const;
  const zeros = { isAnew: false, baselineAt: now, polledAt: 0, violating: 0, violations: 0, sweptAt: 0 };
  const kept: TimerParts['kept'] = { progress: isNew ? undefined : { ...done, ...zeros } };
  const queues = new Map<string, Message[]>();
  const waiting: (() => void)[] = [];
  const busy = new Set<string>();
  const failure: { error?: Error } = {};
  let names = 0;
  let running = 0;
  let faultsSeen = 0;
  let feedback = createFeedback();

  const copy = copyOf(control, () => now);
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  const turns = async (count: number) => {
    for (let left = count; left >= 0; left -= 1) await turn();
  };
  const push = (partition: string, message: Message): void => {
    queues.set(partition, [...(queues.get(partition) ?? []), message]);
  };
  const send = (nudges: readonly Nudge[]) => {
    for (const nudge of nudges) {
      names += 1;
      const message = { id: `bundle-${names}`, attempt: 0, nudges: [nudge], dueAt: 0 };
      push(partitionOf(nudge.table, nudge.id), message);
      if (nudge.withdrawal) push(`w${partitionOf(nudge.table, nudge.id)}`, { ...message, id: `${message.id}-w` });
    }
  };
  const nudge = (person: number, times = 1) => {
    const withdrawal = withdrawalOf(crm.persons[person]);
    for (let time = 0; time < times; time += 1)
      send([{ table: 'contact', id: idOf(person), message: 'Update', ...(withdrawal ? { withdrawal } : {}) }]);
  };
  const apply = (write: ContactWrite): WriteResult => {
    if (write.permissions[newsletter]) checkGrant(write.externalId, isBaselineDone(kept), records);
    return platform.write(write);
  };
  const track = (work: Promise<void>) =>
    work.catch((error: Error) => {
      failure.error = error;
      running = 0;
    });
  /** It goes on by itself, and `settle` waits for it. */
  const beside = async (work: () => Promise<unknown>) => {
    running += 1;
    await work();
    running -= 1;
  };
  const newProcess = (own: Partial<Around> = {}) =>
    createProcess({
      ...{ crm, platform, records, addresses, control, chance, faults, turn, apply, nudge, send, ...own },
      now: () => now,
      settings: copy,
      isBaselineRead: () => isBaselineDone(kept),
      later: (work) => void track(beside(() => turns(Math.floor(chance() * 40)).then(work))),
      schedule: async ({ partition, messageId, attempt, nudges, afterMs }) =>
        push(partition, { id: messageId, attempt, nudges, dueAt: now + afterMs }),
      onFault: () => {
        faultsSeen += 1;
      },
    });

  const pause = async (ms: number) => {
    now += ms;
  };

  /** One worker a partition, as sessions have it: a message whose process died comes again. */
  async function work(lane: string): Promise<void> {
    if (busy.has(lane)) return;
    const partition = lane.replace(/^w/, '');
    busy.add(lane);
    running += 1;
    for (;;) {
      const queue = queues.get(lane) ?? [];
      const index = queue.findIndex(({ dueAt }) => dueAt <= now);
      const message = queue[index];
      if (!message) break;
      const body = { v: 1, attempt: message.attempt, nudges: message.nudges };
      const handle = lane.startsWith('w') ? handleWithdrawals : handleBundle;
      const handled = survive(handle({ partition, messageId: message.id, body }, newProcess().relay));
      const ended = await (chance() < (faults.locksLost ?? 0) ? loseLock(handled) : handled);
      if (ended)
        queues.set(
          lane,
          (queues.get(lane) ?? []).filter((each) => each !== message),
        );
    }
    running -= 1;
    busy.delete(lane);
  }

  /** The bus takes the handler for dead and hands the bundle out again; the handler goes on. */
  async function loseLock(handled: Promise<boolean>): Promise<boolean> {
    void track(beside(() => handled));
    await turns(Math.floor(chance() * 20));
    return false;
  }

  /** One round of a timer. A process that dies forgets what it had seen. */
  async function round(timer: Timer, sweeps = false): Promise<void> {
    if (busy.has(timer)) return;
    busy.add(timer);
    await beside(async () => {
      const parts: TimerParts = { ...newProcess(), crm, platform, records, addresses, control, kept, pause };
      const ended = timer === 'feedback' ? feedback(feedbackDoors(parts, sweeps)) : reconcile(reconcileDoors(parts));
      if (!(await survive(ended))) feedback = createFeedback();
    });
    busy.delete(timer);
  }

  async function takeTurn(which: number): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (failure.error) throw failure.error;
    if (waiting.length > 0) waiting.splice(which, 1)[0]?.();
  }

  /** Some turns of what is under way, without waiting for its end: people go on while the relay works. */
  async function runOn(): Promise<void> {
    for (const partition of queues.keys()) void track(work(partition));
    // Whoever waits longest stands still while the others run on, or everybody has the same chance.
    const newestFirst = chance() < 0.5;
    for (let left = Math.floor(chance() * 40); left > 0; left -= 1)
      await takeTurn(newestFirst ? waiting.length - 1 : Math.floor(chance() * waiting.length));
  }

  /** Lets everything that is on the bus be worked off, in an order that chance decides. */
  async function settle(): Promise<void> {
    for (;;) {
      for (const partition of queues.keys()) void track(work(partition));
      while (running > 0) await takeTurn(Math.floor(chance() * waiting.length));
      if (failure.error) throw failure.error;
      const due = [...queues.values()].flat().map(({ dueAt }) => dueAt);
      if (due.length === 0) return;
      now = Math.max(now, Math.min(...due));
    }
  }

  /** Rounds of the timers, until one of each went well and found nothing to do. The standing pass helps out after some. */
  async function becomeStill(timers: readonly Timer[], sweepsFrom = 8): Promise<void> {
    await settle();
    for (let rounds = 0; ; rounds += 1) {
      if (rounds > 100) throw new Error('it never becomes still');
      const before = [names, faultsSeen].join();
      now += minuteMs;
      for (const timer of timers) {
        void track(round(timer, rounds >= sweepsFrom));
        await settle();
      }
      if (before === [names, faultsSeen].join()) break;
    }
    await checkStill({ records, addresses, platform, isPolled: timers.includes('feedback') });
  }

  /** A handler that lost its lock: it takes a step only when it is told to, beside whoever has its lock by then. */
  function handleBeside(person: number) {
    const steps: { readonly go: () => void; readonly die: () => void }[] = [];
    let ended = false;
    const { relay } = newProcess({
      turn: () => new Promise((go, fail) => steps.push({ go, die: () => fail(new Error('died')) })),
    });
    const [table, id] = ['contact', idOf(person)] as const;
    const body = { v: 1, attempt: 0, nudges: [{ table, id, message: 'Update', again: true }] };
    void track(
      survive(handleBundle({ partition: partitionOf(table, id), messageId: 'beside', body }, relay)).then(() => {
        ended = true;
      }),
    );
    const rest = () => new Promise((resolve) => setImmediate(resolve));
    return {
      isEnded: () => ended,
      take: async (count: number) => {
        await rest();
        for (let left = count; left > 0 && steps.length > 0; left -= 1) {
          steps.shift()?.go();
          await rest();
        }
        if (failure.error) throw failure.error;
      },
      die: async () => {
        for (const { die } of steps.splice(0)) die();
        await rest();
      },
    };
  }

  return {
    ...{ crm, platform, records, addresses, control, idOf, nudge, settle, runOn, becomeStill, handleBeside },
    /** Lets a round of a timer begin. */
    begin: (timer: Timer) => void track(round(timer, chance() < 0.2)),
    isBaselineDone: () => isBaselineDone(kept),
    /** So much time goes by in which nothing runs. */
    wait: (ms: number) => {
      now += ms;
    },
    on: () => crm.persons.map((_, index) => platform.get(idOf(index))?.on ?? false),
  };
}

/** The settings as an instance knows them: its copy is believed for a while. */
function copyOf(control: ReturnType<typeof memoryTable>, now: () => number): RelayDoors['settings'] {
  let copy: { readonly at: number; readonly value: Awaited<ReturnType<RelayDoors['settings']>> } | undefined;
  return async () => {
    if (copy && now() - copy.at < believedMs) return copy.value;
    const value = { document: settings(), generation: toGeneration('g1', await readOrganisation(control)) };
    copy = { at: now(), value };
    return value;
  };
}

/** False where the process died, or gave up because something did not answer. */
function survive(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    (error: Error) => {
      if (error.message !== 'died' && error.message !== 'no answer') throw error;
      return false;
    },
  );
}

/** What an event about this person says by itself. */
function withdrawalOf(person: Person | undefined): Nudge['withdrawal'] {
  if (!person?.exists || !person.active) return 'all';
  return person.address === undefined || person.permission?.granted === false ? ['email'] : undefined;
}
