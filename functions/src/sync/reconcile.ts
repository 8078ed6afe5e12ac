import { z } from 'zod';
import { type NudgeTable, nudgeTables } from '../event/nudge.ts';
import type { Log } from '../log.ts';
import { type FailedJob, nudgeFailedJobs } from './failed-jobs.ts';
import { beginAnew, type FollowDoors, followTable } from './follow-table.ts';
import type { Notes } from './notes.ts';
import { newTally, type Tally } from './tally.ts';

export type ReconcileDoors = Omit<FollowDoors, 'isLate'> & {
  readonly notes: Notes;
  /** The one organisation that this deployment serves. */
  readonly organizationId: string;
  /** The one that answers. */
  readonly readOrganizationId: () => Promise<string>;
  /** Row versions of the heartbeat: as it was found (undefined = not there), and after it was written. */
  readonly beat: () => Promise<{ readonly before: string | undefined; readonly after: string }>;
  /** From here on another organisation answers (undefined = ours again): while it does, nothing is decided. */
  readonly noteForeign: (organizationId: string | undefined) => Promise<void>;
  /** From here on every record's next look takes only what it already said; see `settings-copy`. */
  readonly noteRestored: () => Promise<void>;
  readonly refreshSettings: () => Promise<void>;
  readonly failedJobs: (sinceIso: string) => Promise<readonly FailedJob[]>;
  readonly waitingOrders: (beforeIso: string) => Promise<readonly string[]>;
  readonly sendOrder: (job: string) => Promise<void>;
  /** Tells the holders of addresses whose withdrawals were counted and not told. Answers how many addresses. */
  readonly tellUntold: () => Promise<number>;
  /** Has every record looked at whose time has come. Answers how many. */
  readonly sweepDue: (isLate: () => boolean) => Promise<number>;
  /** Takes away the rejects whose Issues a person dismissed. */
  readonly dismiss: () => Promise<void>;
  /** Once a day: what the ledgers of all records end with. */
  readonly anchor: () => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
};

const heartbeatShape = z.object({ version: z.string() });

/** A function may run for ten minutes; what is left then is for the next round. */
const roundMs = 6 * 60_000;
/** An order's own webhook, and whoever carries it out, are given this long. */
const orderMs = 60_000;

/**
 * One round: whatever changed in the CRM and the relay has not seen is nudged, so that a lost webhook, a write past every step, a
 * deletion and an order without an answer are made good without anybody noticing. What fails is named in the report and tried again
 * with the next round; places are kept only after what they stand for is on the bus. Throws where the store or Dataverse is away.
 */
export async function reconcile(doors: ReconcileDoors): Promise<void> {
  const startedAt = doors.now();
  const organization = await doors.readOrganizationId();
  const isOurs = organization === doors.organizationId;
  await doors.noteForeign(isOurs ? undefined : organization);
  if (!isOurs) return doors.log('refused', { call: 'reconcile', reason: 'another organisation answers' });
  const version = await beatAndCompare(doors);
  const tally = newTally();
  const follow: FollowDoors = { ...doors, isLate: () => doors.now() - startedAt > roundMs };
  for (const table of nudgeTables) {
    await attempt(table, tally, doors, () => followTable(table, version, tally, follow));
  }
  await attempt('failed jobs', tally, doors, () => nudgeFailedJobs(tally, doors));
  await attempt('orders', tally, doors, () => sendOrders(tally, doors));
  await attempt('settings', tally, doors, doors.refreshSettings);
  await attempt('withdrawals', tally, doors, async () => {
    tally.untold += await doors.tellUntold();
  });
  await attempt('due records', tally, doors, async () => {
    tally.due += await doors.sweepDue(follow.isLate);
  });
  await attempt('dismissed issues', tally, doors, doors.dismiss);
  await attempt('anchors', tally, doors, doors.anchor);
  await report(tally, startedAt, doors);
}

/**
 * A version that is lower than the one we wrote last, or a write that does not get past it: the organisation was restored from a
 * backup. It may say yes again where somebody said no since.
 */
async function beatAndCompare(doors: ReconcileDoors): Promise<string> {
  const known = heartbeatShape.safeParse(await doors.notes.read('heartbeat')).data;
  const { before, after } = await doors.beat();
  const isLower = (version: string) => known !== undefined && BigInt(version) < BigInt(known.version);
  if (isLower(before ?? after) || isLower(after)) {
    await doors.check();
    // In this order: a crash in between finds the lower version again.
    await doors.noteRestored();
    for (const table of nudgeTables) await beginAnew(table, after, doors.notes);
  }
  await doors.check();
  await doors.notes.write('heartbeat', { version: after });
  return after;
}

async function sendOrders(tally: Tally, doors: ReconcileDoors): Promise<void> {
  const before = new Date(doors.now() - orderMs).toISOString();
  for (const job of await doors.waitingOrders(before)) {
    await doors.check();
    // Sent twice, the second waits for the first, as both are of one session, and finds it done.
    await doors.sendOrder(job);
    tally.orders += 1;
  }
}

/** One table that cannot be asked must not keep the others from being asked. */
async function attempt(
  what:
    | NudgeTable
    | 'failed jobs'
    | 'orders'
    | 'settings'
    | 'withdrawals'
    | 'due records'
    | 'dismissed issues'
    | 'anchors',
  tally: Tally,
  doors: ReconcileDoors,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Whoever lost the lease stops altogether.
    await doors.check();
    const reason = error instanceof Error ? error.message : 'unknown failure';
    tally.failures.push(`${what}: ${reason}`.slice(0, 300));
    doors.log('failed', { call: `reconcile ${what}`, reason });
  }
}

/** What health shows. `unseenAt` stays until a later event shows that webhooks arrive again. */
async function report(tally: Tally, startedAt: number, doors: ReconcileDoors): Promise<void> {
  const { changed, nudged, deleted, failedJobs, orders, untold, due } = tally;
  const known = z.object({ unseenAt: z.string() }).safeParse(await doors.notes.read('reconcile')).data;
  const at = new Date(doors.now()).toISOString();
  await doors.check();
  await doors.notes.write('reconcile', {
    at,
    ms: doors.now() - startedAt,
    ...{ changed, nudged, deleted, failedJobs, orders, untold, due },
    expired: tally.expired.join(' '),
    failures: tally.failures.join('; '),
    unseenAt: nudged > 0 ? at : (known?.unseenAt ?? ''),
  });
  doors.log('timer', {
    call: 'reconcile',
    outcome: 'reported',
    count: nudged,
    ms: doors.now() - startedAt,
    reason: `${changed} rows changed, ${nudged} not seen, ${deleted} gone, ${failedJobs} failed jobs, ${orders} orders, ${untold} untold, ${due} due`,
  });
}
