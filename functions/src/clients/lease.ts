import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { StoredRow, Table } from './tables.ts';

/** What the work is given. */
export type Lease = {
  /**
   * Called before each effect. Throws a LeaseLost where somebody else has the work now: this process was frozen, or the store was away,
   * for longer than a lease lasts.
   */
  readonly check: () => Promise<void>;
  /** The work should end here and go on with the next timer: a host ends a function after ten minutes, and its process with it. */
  readonly isTimeUp: () => boolean;
};

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly code = 'lease_lost';
  constructor(work: string) {
    super(`Another process does the work of ${work} now; this one stops.`);
  }
}

/** `elsewhere`: somebody else is at it, and goes round once more for this call, or the next timer does. */
export type LeaseEnd = 'done' | 'elsewhere' | 'lost';

export type WithLease = (name: string, round: (lease: Lease) => Promise<void>) => Promise<LeaseEnd>;

/** A process that died holds up the others for this long. */
const leaseMs = 60_000;
/** For all rounds of a call together: whatever is begun by then has as long again to end. */
const workMs = 300_000;
/** Renewed well before its end: one slow answer of the store loses nothing. */
const renewMs = 20_000;
const partitionKey = 'c';

/** `again`: somebody came meanwhile. */
const leaseShape = z.object({ owner: z.string(), until: z.number(), again: z.boolean() });
type LeaseRow = z.infer<typeof leaseShape>;

/**
 * One process at a time does the work of a name, whoever asked for it: a timer, a second host, a person. The lease is a row of the
 * table `control`; its ETag decides who has it, clocks only say when it may be taken over. Who comes meanwhile leaves a mark, and
 * the one who is at it goes round once more, for any number of marks, unless its time is up: then the next timer does. What the work
 * throws is thrown, the lease is free then.
 */
export function createLeases(
  control: Pick<Table, 'get' | 'transact'>,
  now: () => number,
  elapsedMs: () => number = () => performance.now(),
): WithLease {
  return async (name, round) => {
    const beganAt = elapsedMs();
    const isTimeUp = () => elapsedMs() - beganAt > workMs;
    const row = openRow(control, `lease~${name.toLowerCase()}`);
    const owner = randomUUID();
    const taken = await row.change((lease) =>
      lease && lease.until > now() ? { ...lease, again: true } : { owner, until: now() + leaseMs, again: false },
    );
    if (taken.owner !== owner) return 'elsewhere';
    const holding = hold(name, row, taken, now);
    try {
      do await round({ check: holding.check, isTimeUp });
      while ((await holding.askedAgain()) && !isTimeUp());
      return 'done';
    } catch (error) {
      if (error instanceof LeaseLost) return 'lost';
      throw error;
    } finally {
      await holding.end();
    }
  };
}

function hold(name: string, row: ReturnType<typeof openRow>, { owner, until }: LeaseRow, now: () => number) {
  let renewedAt = until - leaseMs;
  let renewing: Promise<LeaseRow | undefined> | undefined;
  /** Only the owner's own row is changed; undefined = it is somebody else's. */
  const change = async (to: (lease: LeaseRow) => Partial<LeaseRow>): Promise<LeaseRow | undefined> => {
    const lease = await row.change((known) => (known?.owner === owner ? { ...known, ...to(known) } : undefined));
    return lease.owner === owner ? lease : undefined;
  };
  // One at a time: two would take the ETag from each other.
  const renew = () => {
    renewing ??= renewNow().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  const renewNow = async () => {
    const at = now();
    const lease = await change(() => ({ until: at + leaseMs }));
    if (lease) renewedAt = at;
    return lease;
  };
  // A renewal that fails is noticed by the next check.
  const beat = setInterval(() => void renew().catch(() => undefined), renewMs);
  beat.unref();
  return {
    check: async () => {
      if (renewing === undefined && Math.abs(now() - renewedAt) < renewMs) return;
      if (!(await renew())) throw new LeaseLost(name);
    },
    askedAgain: async () => {
      let asked = false;
      const lease = await change(({ again }) => {
        asked = again;
        return again ? { again: false, until: now() + leaseMs } : { until: 0 };
      });
      if (!lease) throw new LeaseLost(name);
      return asked;
    },
    end: async () => {
      clearInterval(beat);
      await renewing?.catch(() => undefined);
      await change(() => ({ until: 0, again: false }));
    },
  };
}

/** The row of one lease, changed by comparing ETags until nobody came in between. */
function openRow(control: Pick<Table, 'get' | 'transact'>, rowKey: string) {
  return {
    /** `to` gives undefined where nothing is to be changed. Answers the row as it is afterwards. */
    change: async (to: (lease: LeaseRow | undefined) => LeaseRow | undefined): Promise<LeaseRow> => {
      for (;;) {
        const stored: StoredRow | undefined = await control.get(partitionKey, rowKey);
        const known = leaseShape.safeParse(stored).data;
        const next = to(known);
        if (!next && known) return known;
        if (!next) return { owner: '', until: 0, again: false };
        const row = { partitionKey, rowKey, ...next };
        if ((await control.transact([{ kind: 'put', row, etag: stored?.etag }])) !== 'conflict') return next;
      }
    },
  };
}
