import { type Counts, type OutcomeKind, outcomeKinds } from '../event/outcome.ts';
import { partitionCount } from '../event/partition.ts';
import type { Alarm } from './alarm.ts';

/** How full a lane is, in nudges. `oldest`: since when the first one waits that could be taken (milliseconds since 1970). */
export type LaneState = { readonly waiting: number; readonly deadLettered: number; readonly oldest?: number };

/** What another part adds: facts under names of its own, and alarms. */
export type HealthPart = { readonly facts: Readonly<Record<string, unknown>>; readonly alarms: readonly Alarm[] };

export type HealthDoors = {
  readonly counts: (partition: string) => Promise<Counts>;
  /** Records of a partition that are rejected and not yet closed by a success. */
  readonly openRejects: (partition: string) => Promise<number>;
  readonly pending: (queue: string) => Promise<LaneState>;
  readonly timers: () => Promise<HealthPart & { readonly receiving: boolean }>;
  readonly parts: readonly (() => Promise<HealthPart>)[];
  readonly version: string;
  readonly now: () => number;
};

export type Health = {
  readonly status: 'ok' | 'degraded';
  readonly receiving: boolean;
  readonly version: string;
  readonly counters: Readonly<Record<OutcomeKind | 'accepted' | 'pending', number>>;
  readonly lanes: Readonly<Record<string, { readonly waiting: number; readonly deadLettered: number }>>;
  readonly oldestPendingSeconds: number;
  readonly alarms: readonly string[];
  readonly [fact: string]: unknown;
};

/** No handler works longer than ten minutes at a message: after this long nobody is there to take it. */
const stuckMs = 15 * 60_000;

/** What a monitor asks for. `accepted` = outcomes + pending: every nudge that came is in exactly one of them. No ids, no secrets. */
export async function readHealth(doors: HealthDoors): Promise<Health> {
  const { facts, counters, lanes, oldestPendingSeconds, receiving, alarms } = await inspect(doors);
  return {
    status: alarms.length > 0 ? 'degraded' : 'ok',
    receiving,
    version: doors.version,
    counters,
    lanes,
    oldestPendingSeconds,
    ...facts,
    alarms: alarms.map(({ text }) => text),
  };
}

/** The same with the codes of the alarms, for whoever tells them on. */
export async function inspect(doors: HealthDoors) {
  const names = Array.from({ length: partitionCount }, (_, index) => `p${String(index).padStart(2, '0')}`);
  const counts = await Promise.all(names.map(doors.counts));
  const events = await doors.pending('crm-events');
  const [withdrawals, jobs] = await Promise.all([doors.pending('crm-withdrawals'), doors.pending('jobs')]);
  const lanes = { 'crm-events': events, 'crm-withdrawals': withdrawals, jobs };
  const openRejects = (await Promise.all(names.map(doors.openRejects))).reduce((all, each) => all + each, 0);
  const [timers, ...parts] = await Promise.all([doors.timers(), ...doors.parts.map((part) => part())]);
  const oldest = Object.values(lanes).flatMap((lane) => (lane.oldest === undefined ? [] : [lane.oldest]));
  return {
    receiving: timers.receiving,
    facts: Object.assign({}, timers.facts, ...parts.map((part) => part.facts)),
    counters: toCounters(counts, events),
    lanes: Object.fromEntries(
      Object.entries(lanes).map(([lane, { waiting, deadLettered }]) => [lane, { waiting, deadLettered }]),
    ),
    oldestPendingSeconds: oldest.length > 0 ? Math.max(0, Math.round((doors.now() - Math.min(...oldest)) / 1000)) : 0,
    alarms: [
      ...Object.entries(lanes).flatMap(([lane, state]) => laneAlarms(lane, state, doors.now())),
      ...(openRejects > 0 ? [{ code: 'rejects', text: `${openRejects} records are rejected by the platform` }] : []),
      ...timers.alarms,
      ...parts.flatMap((part) => part.alarms),
    ],
  };
}

function toCounters(counts: readonly Counts[], events: LaneState): Health['counters'] {
  const sum = (kind: OutcomeKind) => counts.reduce((all, each) => all + each[kind], 0);
  const pending = events.waiting + events.deadLettered;
  const outcomes = outcomeKinds.reduce((all, kind) => all + sum(kind), 0);
  return {
    accepted: outcomes + pending,
    applied: sum('applied'),
    unchanged: sum('unchanged'),
    skipped: sum('skipped'),
    rejected: sum('rejected'),
    pending,
  };
}

function laneAlarms(lane: string, { deadLettered, oldest }: LaneState, now: number): readonly Alarm[] {
  const minutes = oldest === undefined ? 0 : Math.round((now - oldest) / 60_000);
  return [
    ...(deadLettered > 0
      ? [{ code: `dead-letters-${lane}`, text: `${lane}: ${deadLettered} in the dead letters` }]
      : []),
    ...(oldest !== undefined && now - oldest > stuckMs
      ? [{ code: `stuck-${lane}`, text: `${lane}: the oldest message waits for ${minutes} minutes, nobody takes it` }]
      : []),
  ];
}
