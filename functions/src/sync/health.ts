import { type Counts, type OutcomeKind, outcomeKinds } from '../event/outcome.ts';
import { partitionCount } from '../event/partition.ts';

export type HealthDoors = {
  readonly counts: (partition: string) => Promise<Counts>;
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
  const alarms = [
    ...(events.deadLettered > 0 ? [`crm-events: ${events.deadLettered} nudges in the dead letters`] : []),
    ...(sum('rejected') > 0 ? [`${sum('rejected')} nudges were rejected`] : []),
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
    lanes: { 'crm-events': events, 'crm-withdrawals': withdrawals, jobs },
    alarms,
  };
}
