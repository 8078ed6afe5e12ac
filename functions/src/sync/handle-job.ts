import type { Finding } from '../event/finding.ts';
import { jobMessage } from '../event/job-message.ts';
import type { RecordTable } from '../event/nudge.ts';
import type { Log } from '../log.ts';

export type JobRow = {
  readonly kind: string;
  readonly status: string;
  readonly argument: string | undefined;
  /** Id of the user who gave the order. */
  readonly by: string;
};

/** Which Job row it is and who gave it, for what remembers that. `begun`: a worker was at it before and did not come to its end. */
export type OrderGiven = { readonly id: string; readonly by: string; readonly begun: boolean };

/** Carries out one order, whose argument comes first. */
export type Order = (argument: string | undefined, job: OrderGiven) => Promise<unknown>;

export type JobDoors = {
  readonly refreshSettings: () => Promise<void>;
  /** Undefined where the row is gone. */
  readonly readJob: (id: string) => Promise<JobRow | undefined>;
  readonly writeJob: (id: string, columns: { readonly status: string; readonly result?: unknown }) => Promise<void>;
  readonly show: (table: RecordTable, id: string) => Promise<void>;
  readonly find: (finding: Finding, isOpen: boolean) => Promise<void>;
  /** Tells the customer's own systems that an order came to its end. Never throws. */
  readonly tellEnd: (order: { readonly job: string; readonly kind: string; readonly status: string }) => Promise<void>;
  readonly orders: Readonly<Record<string, Order>>;
  /** Whoever uses a form may ask why; the other orders are for those who may change the settings. */
  readonly mayOrder: (userId: string) => Promise<boolean>;
  readonly log: Log;
};

/**
 * Carries out an order, takes over changed settings, or brings in line what the CRM shows. An order ends `done` with its result or
 * `failed` with the reason. One that is `running` when its message comes lost its worker on the way, as its session is nobody else's;
 * one that is neither was carried out before. Throws only where Dataverse cannot be reached: then the message comes again.
 */
export async function handleJob(body: unknown, doors: JobDoors): Promise<void> {
  const message = jobMessage.safeParse(body);
  // Nothing in it says what to do, and it would say no more the next time.
  if (!message.success) return doors.log('failed', { call: 'jobs', reason: 'the message cannot be read' });
  if ('show' in message.data) return doors.show(message.data.show.table, message.data.show.id);
  if ('finding' in message.data) return doors.find(message.data.finding, message.data.finding.open);
  return handleOrder(message.data.job, doors);
}

async function handleOrder(job: { readonly table: string; readonly id: string }, doors: JobDoors): Promise<void> {
  if (job.table === 'assent_configuration') return doors.refreshSettings();
  const row = await doors.readJob(job.id);
  if (row?.status !== 'new' && row?.status !== 'running') return;
  const order = Object.hasOwn(doors.orders, row.kind) ? doors.orders[row.kind] : undefined;
  if (!order) {
    const known = Object.keys(doors.orders).join(', ');
    return doors.writeJob(job.id, {
      status: 'failed',
      result: { error: `assent_kind: unknown order; known are ${known}` },
    });
  }
  await doors.writeJob(job.id, { status: 'running' });
  doors.log('job', { job: job.id, kind: row.kind, outcome: 'running' });
  const { status, result, reason } = await carryOut(async () => {
    if (row.kind !== 'explain' && !(await doors.mayOrder(row.by))) throw new Error(notAllowed);
    return order(row.argument, { id: job.id, by: row.by, begun: row.status === 'running' });
  });
  await doors.writeJob(job.id, { status, result });
  await doors.tellEnd({ job: job.id, kind: row.kind, status });
  doors.log('job', { job: job.id, kind: row.kind, outcome: status, ...(reason ? { reason } : {}) });
}

const notAllowed =
  'assent_kind: this order is for those who may change the settings; ask for the role Assent Administrator.';

async function carryOut(
  order: () => Promise<unknown>,
): Promise<{ readonly status: 'done' | 'failed'; readonly result: unknown; readonly reason?: string }> {
  try {
    return { status: 'done', result: await order() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown failure';
    return { status: 'failed', result: { error: reason }, reason };
  }
}
