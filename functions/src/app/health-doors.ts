import type { Circuit } from '../clients/circuit.ts';
import { feedbackFacts } from '../feedback/health.ts';
import { countsKey } from '../relay/keys.ts';
import { readOrganisation } from '../relay/organisation.ts';
import { fromCountsRow } from '../relay/state.ts';
import { circuitHealth } from '../sync/circuit-health.ts';
import type { HealthDoors } from '../sync/health.ts';
import { readTimerHealth } from '../sync/timer-health.ts';
import type { Ground } from './ground.ts';

export type Circuits = Readonly<Record<'events' | 'withdrawals', Circuit>>;

/** What `GET /api/health` is told from. */
export function healthDoors(
  { config, records, bus, notes, control, unreadable, progress }: Ground,
  circuits: Circuits,
): HealthDoors {
  return {
    counts: async (partition) => fromCountsRow(await records.get(partition, countsKey)),
    openRejects: async (partition) => (await records.range(partition, 'x~', 'x~~')).length,
    pending: bus.pending,
    timers: () =>
      readTimerHealth({
        notes,
        organisation: () => readOrganisation(control),
        unreadable: unreadable.count,
        silenceMs: config.silenceMs,
        reconcileIsOn: config.reconcileIsOn,
        now: Date.now,
      }),
    parts: [
      async () => ({ facts: feedbackFacts(await progress.read()), alarms: [] }),
      async () =>
        circuitHealth({
          events: await circuits.events.openSince(),
          withdrawals: await circuits.withdrawals.openSince(),
        }),
    ],
    version: config.version,
    now: Date.now,
  };
}
