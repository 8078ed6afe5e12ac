import { type Counts, type OutcomeKind, outcomeKinds } from '../event/outcome.ts';
import { partitionCount } from '../event/partition.ts';

export type HealthDoors = {
  readonly counts: (partition: string) => Promise<Counts>;
  /** Records of a partition that are rejected and not yet closed by a success. */
  readonly openRejects: (partition: string) => Promise<number>;
  /** Since when the platform does not answer a lane (milliseconds since 1970); undefined = it does. */
  readonly away: () => Promise<Readonly<Record<string, number | undefined>>>;
  readonly pending: (queue: string) => Promise<{ readonly waiting: number; readonly deadLettered: number }>;
};

export type Health = {
  readonly status: 'ok' | 'degraded';
  readonly receiving: boolean;
  readonly counters: Readonly<Record<OutcomeKind | 'accepted' | 'pending', number>>;
  readonly lanes: Readonly<Record<string, { readonly waiting: number; readonly deadLettered: number }>>;
  readonly alarms: readonly string[];
};

/** What a monitor asks for. `accepted` = outcomes + pending: every nudge that came is in exactly one of them. No ids, no secrets. */
export async function readHealth(doors: HealthDoors): Promise<Health> {
  const names = Array.from({ length: partitionCount }, (_, index) => `p${String(index).padStart(2, '0')}`);
  const counts = await Promise.all(names.map(doors.counts));
  const events = await doors.pending('crm-events');
  const [withdrawals, jobs] = await Promise.all([doors.pending('crm-withdrawals'), doors.pending('jobs')]);
  const sum = (kind: OutcomeKind) => counts.reduce((all, each) => all + each[kind], 0);
  const pending = events.waiting + events.deadLettered;
  const outcomes = outcomeKinds.reduce((all, kind) => all + sum(kind), 0);
  const lanes = { 'crm-events': events, 'crm-withdrawals': withdrawals, jobs };
  const openRejects = (await Promise.all(names.map(doors.openRejects))).reduce((all, each) => all + each, 0);
  const alarms = [
    ...Object.entries(lanes).flatMap(([lane, { deadLettered }]) =>
      deadLettered > 0 ? [`${lane}: ${deadLettered} in the dead letters`] : [],
    ),
    ...Object.entries(await doors.away()).flatMap(([lane, since]) =>
      since === undefined ? [] : [`${lane}: the platform does not answer since ${new Date(since).toISOString()}`],
    ),
    ...(openRejects > 0 ? [`${openRejects} records are rejected by the platform`] : []),
  ];
  return {
    status: alarms.length > 0 ? 'degraded' : 'ok',
    receiving: true,
    counters: {
      accepted: outcomes + pending,
      applied: sum('applied'),
      unchanged: sum('unchanged'),
      skipped: sum('skipped'),
      rejected: sum('rejected'),
      pending,
    },
    lanes,
    alarms,
  };
}
