import type { ContactWrite, WriteResult } from '../../../functions/src/event/contact-write.ts';
import type { Nudge } from '../../../functions/src/event/nudge.ts';
import type { Look } from '../../../functions/src/event/record.ts';
import type { RelayDoors } from '../../../functions/src/relay/doors.ts';
import { handleBundle } from '../../../functions/src/relay/handle-bundle.ts';
import { handleWithdrawals } from '../../../functions/src/relay/handle-withdrawals.ts';
import { idOf, memoryTable, newsletter, settings } from '../builders.ts';

/** What the CRM holds of one person. */
export type Person = {
  exists: boolean;
  active: boolean;
  merged: boolean;
  address: string | undefined;
  /** Her permission row: the id of the row and what it says. */
  permission: { row: number; granted: boolean } | undefined;
  version: number;
};

type Message = { readonly id: string; readonly attempt: number; readonly nudges: readonly Nudge[]; dueAt: number };

/** Gives the next random number in [0, 1): everything that is left to chance in a history comes from here. */
export type Chance = () => number;

export type Faults = {
  /** Share of door calls at which the process dies. */
  readonly dies: number;
  /** Share of platform calls that fail; half of them after doing their work. */
  readonly fails: number;
  /** Share of row reads that fail. */
  readonly unreadable: number;
  /** Share of bundles whose lock is lost under way: they come again while the first handler goes on. */
  readonly locksLost?: number;
};

/**
 * A CRM, a platform, two tables and a bus in memory, with the relay's own functions between them. Every door call waits for its
 * turn, so that bundles of different records run through each other in any order; a process may die at any call, a platform call of
 * a dead process may still arrive, answers may get lost.
 */
export function simulate(people: number, chance: Chance, faults: Faults) {
  const crm: Person[] = Array.from({ length: people }, () => ({
    exists: false,
    active: true,
    merged: false,
    address: undefined,
    permission: undefined,
    version: 0,
  }));
  const platform = new Map<string, { address: string | null; on: boolean }>();
  const records = memoryTable();
  const addresses = memoryTable();
  const queues = new Map<string, Message[]>();
  const waiting: (() => void)[] = [];
  let now = Date.UTC(2026, 0, 1);
  let names = 0;
  let running = 0;

  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  const turns = async (count: number) => {
    for (let left = count; left >= 0; left -= 1) await turn();
  };
  const busy = new Set<string>();
  const partitionOf = (_: string, id: string) => `p${id.slice(-2)}`;
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

  function look(id: string): Look {
    const person = crm[Number(id.slice(-2))];
    if (!person?.exists) return { kind: 'absent' };
    const { permission } = person;
    return {
      kind: 'found',
      row: {
        version: [person.version, ...(permission ? [`${idOf(900 + permission.row)}:${permission.granted}`] : [])].join(
          ' ',
        ),
        active: person.active,
        merged: person.merged,
        values: { firstname: 'x', emailaddress1: person.address ?? null, donotbulkemail: false },
        labels: {},
        permissionRows: permission
          ? [
              {
                id: idOf(900 + permission.row),
                version: String(permission.granted),
                active: true,
                externalId: '1',
                channel: 'email',
                granted: permission.granted,
              },
            ]
          : [],
      },
    };
  }

  function apply({ externalId, kind, attributes, permissions }: ContactWrite): void {
    const before = platform.get(externalId);
    if (!before && kind === 'take') return;
    const address = 'email' in attributes ? (attributes.email ?? null) : (before?.address ?? null);
    platform.set(externalId, { address, on: permissions[newsletter] ?? before?.on ?? false });
  }

  /** The doors of one process: after its death none of them does anything any more. */
  function doorsOfProcess(): RelayDoors {
    let dead = false;
    const step = async <T>(work: () => Promise<T> | T): Promise<T> => {
      await turn();
      if (dead || chance() < faults.dies / 2) {
        dead = true;
        throw new Error('died');
      }
      const result = await work();
      if (chance() < faults.dies / 2) {
        dead = true;
        throw new Error('died');
      }
      return result;
    };
    const write = async (item: ContactWrite): Promise<WriteResult> => {
      if (chance() >= faults.fails) {
        apply(item);
        return { kind: 'done' };
      }
      if (chance() < 0.5) apply(item);
      return { kind: 'retry', reason: 'no answer', maybeApplied: true };
    };
    return {
      settings: async () => ({ document: settings(), generation: 'g1' }),
      look: (wishes) =>
        step(() =>
          wishes.map(({ id }): Look => (chance() < faults.unreadable ? { kind: 'unknown', reason: '503' } : look(id))),
        ),
      recordsOf: async () => ({ kind: 'absent' }),
      listed: async () => [newsletter],
      isBaselineRead: async () => true,
      withdrawRow: async () => ({ kind: 'refused', code: 'not here' }),
      withdrawColumns: async () => ({ kind: 'refused', code: 'not here' }),
      write: async (items) => {
        try {
          return await step(() => Promise.all(items.map(write)));
        } catch (error) {
          // The call was on its way when the process died: it arrives some time later, within the fence.
          if (chance() < 0.5) {
            running += 1;
            void turns(Math.floor(chance() * 40)).then(() => {
              for (const item of items) apply(item);
              running -= 1;
            });
          }
          throw error;
        }
      },
      circuit: { enter: async () => 'free', leave: async () => undefined },
      endContact: async () => ({ kind: 'retry', reason: 'not here' }),
      noteDue: async () => undefined,
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
        step(() => {
          const contact = platform.get(id);
          return contact ? { kind: 'found', permissions: { [newsletter]: contact.on } } : { kind: 'absent' };
        }),
      hashOf: (attributes) => JSON.stringify(attributes),
      sendNudges: (nudges) => step(() => send(nudges)),
      show: async () => undefined,
      raise: async () => undefined,
      scheduleCopy: ({ partition, messageId, attempt, nudges, afterMs }) =>
        step(() => push(partition, { id: messageId, attempt, nudges, dueAt: now + afterMs })),
      partitionOf,
      log: () => undefined,
      random: chance,
      now: () => now,
    };
  }

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
      const handled = handle({ partition, messageId: message.id, body }, doorsOfProcess()).then(
        () => true,
        (error: Error) => {
          if (error.message !== 'died') throw error;
          return false;
        },
      );
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
    running += 1;
    void track(
      handled.then(() => {
        running -= 1;
      }),
    );
    await turns(Math.floor(chance() * 20));
    return false;
  }

  /** Some turns of what is under way, without waiting for its end: people go on while the relay works. */
  async function runOn(): Promise<void> {
    for (const partition of queues.keys()) void track(work(partition));
    // Whoever waits longest stands still while the others run on, or everybody has the same chance.
    const newestFirst = chance() < 0.5;
    for (let left = Math.floor(chance() * 40); left > 0; left -= 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (failure.error) throw failure.error;
      const next = newestFirst ? waiting.length - 1 : Math.floor(chance() * waiting.length);
      if (waiting.length > 0) waiting.splice(next, 1)[0]?.();
    }
  }

  /** Lets everything that is on the bus be worked off, in an order that chance decides. */
  async function settle(): Promise<void> {
    for (;;) {
      for (const partition of queues.keys()) void track(work(partition));
      while (running > 0) {
        await new Promise((resolve) => setImmediate(resolve));
        if (failure.error) throw failure.error;
        if (waiting.length > 0) waiting.splice(Math.floor(chance() * waiting.length), 1)[0]?.();
      }
      const due = [...queues.values()].flat().map(({ dueAt }) => dueAt);
      if (due.length === 0) return;
      now = Math.max(now, Math.min(...due));
    }
  }

  const failure: { error?: Error } = {};
  const track = (work: Promise<void>) =>
    work.catch((error: Error) => {
      failure.error = error;
      running = 0;
    });

  return {
    crm,
    platform,
    records,
    addresses,
    nudge: (person: number, times = 1) => {
      const withdrawal = withdrawalOf(crm[person]);
      for (let time = 0; time < times; time += 1)
        send([{ table: 'contact', id: idOf(person), message: 'Update', ...(withdrawal ? { withdrawal } : {}) }]);
    },
    settle,
    runOn,
    idOf,
  };
}

/** What an event about this person says by itself. */
function withdrawalOf(person: Person | undefined): Nudge['withdrawal'] {
  if (!person?.exists || !person.active) return 'all';
  return person.address === undefined || person.permission?.granted === false ? ['email'] : undefined;
}
