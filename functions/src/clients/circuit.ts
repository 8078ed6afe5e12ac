import { z } from 'zod';
import type { StoredRow, Table } from './tables.ts';

/** `free`: the other side answers. `probe`: it did not; this one may try, for everybody. `open`: it does not, come again later. */
export type Passage = 'free' | 'probe' | 'open';

export type Circuit = {
  /** Asks for passage, and waits in place for it up to `maxWaitMs`. */
  readonly enter: () => Promise<Passage>;
  /** Ends a passage. A probe that made no call is free for the next. */
  readonly leave: (passage: Passage) => Promise<void>;
  /** What became of one call; whoever made it, in passage or on its way when the circuit opened. */
  readonly report: (answered: boolean) => Promise<void>;
  /** Since when it is open (milliseconds since 1970), for people; undefined = it is not. */
  readonly openSince: () => Promise<number | undefined>;
};

export type CircuitDoors = {
  readonly name: string;
  readonly control: Pick<Table, 'get' | 'transact'>;
  readonly maxWaitMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
  readonly onChange: (change: 'opened' | 'closed') => void;
};

/** The other side is away when this many calls in a row, or this share of the last ones, found nobody. */
const maxInRow = 5;
const windowSize = 20;
const maxOfWindow = 10;

/** From one probe to the next: short at first, as most outages are, then longer. A probe that dies holds up the next as long. */
const firstPauseMs = 5_000;
const maxPauseMs = 60_000;
/** How old the shared row may be that this process goes by. */
const keepMs = 2_000;

const rowShape = z.object({ since: z.number(), probeAt: z.number(), pauseMs: z.number() });
type Open = z.infer<typeof rowShape> & { readonly etag: string };

/**
 * One circuit to one foreign side, shared by all processes through a row of the table `control`: no row = closed. Each process counts
 * its own calls; whoever sees enough failures opens it for all. While it is open, one at a time may probe; the first call that is
 * answered closes it.
 */
export function createCircuit(doors: CircuitDoors): Circuit {
  const key = { partitionKey: 'circuit', rowKey: doors.name };
  const recent: boolean[] = [];
  let seen: { readonly open: Open | undefined; readonly at: number } | undefined;
  let probing = false;

  async function read(maxAgeMs = keepMs): Promise<Open | undefined> {
    if (seen && doors.now() - seen.at < maxAgeMs) return seen.open;
    const open = toOpen(await doors.control.get(key.partitionKey, key.rowKey));
    seen = { open, at: doors.now() };
    return open;
  }

  /** False where another process was faster; what it wrote is read next. */
  async function write(open: Omit<Open, 'etag'> | undefined, etag: string | undefined): Promise<boolean> {
    const change = open
      ? ({ kind: 'put', row: { ...key, ...open }, etag } as const)
      : ({ kind: 'delete', ...key } as const);
    const outcome = await doors.control.transact([change]);
    seen = undefined;
    return outcome !== 'conflict';
  }

  async function admit(): Promise<Passage> {
    const open = await read();
    if (!open) return 'free';
    if (doors.now() < open.probeAt) return 'open';
    const { etag, ...row } = open;
    if (!(await write({ ...row, probeAt: doors.now() + row.pauseMs }, etag))) return 'open';
    probing = true;
    return 'probe';
  }

  async function report(answered: boolean): Promise<void> {
    probing = false;
    recent.push(answered);
    if (recent.length > windowSize) recent.shift();
    const open = await read();
    if (answered) {
      if (!open) return;
      recent.length = 0;
      if (await write(undefined, undefined)) doors.onChange('closed');
      return;
    }
    if (open) {
      const { etag, ...row } = open;
      const pauseMs = Math.min(row.pauseMs * 2, maxPauseMs);
      // Only a probe's end makes the pause longer: calls that were on their way when it opened say nothing new.
      if (doors.now() >= row.since + row.pauseMs)
        await write({ ...row, pauseMs, probeAt: doors.now() + pauseMs }, etag);
      return;
    }
    if (!isAway(recent)) return;
    recent.length = 0;
    const now = doors.now();
    if (await write({ since: now, probeAt: now + firstPauseMs, pauseMs: firstPauseMs }, undefined))
      doors.onChange('opened');
  }

  return {
    enter: async () => {
      const end = doors.now() + doors.maxWaitMs;
      for (;;) {
        const passage = await admit();
        if (passage !== 'open' || doors.now() >= end) return passage;
        // Not all at the same moment: whoever comes first probes, the others see what became of it.
        await doors.sleep(250 + 500 * doors.random());
      }
    },
    leave: async (passage) => {
      if (passage !== 'probe' || !probing) return;
      probing = false;
      const open = await read(0);
      if (!open) return;
      const { etag, ...row } = open;
      await write({ ...row, probeAt: doors.now() }, etag);
    },
    report,
    openSince: async () => (await read(0))?.since,
  };
}

function isAway(recent: readonly boolean[]): boolean {
  const failed = recent.filter((answered) => !answered).length;
  const inRow = recent.length - 1 - recent.lastIndexOf(true);
  return inRow >= maxInRow || (recent.length === windowSize && failed >= maxOfWindow);
}

function toOpen(row: StoredRow | undefined): Open | undefined {
  return row && { ...rowShape.parse(row), etag: row.etag };
}
