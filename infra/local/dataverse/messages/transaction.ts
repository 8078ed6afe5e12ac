import type { DataEvent } from '../events/data-event.ts';
import { runSyncSteps } from '../events/run-sync-steps.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { createOverlay, keyOf, type Overlay } from '../store/overlay.ts';
import type { Call } from './call.ts';

/** One transaction while it is planned: its changes are seen by itself only, its events wait for the commit. */
export type Transaction = Overlay & {
  readonly org: Organisation;
  readonly call: Call;
  readonly now: number;
  readonly raise: (event: DataEvent) => void;
};

/**
 * Plans with `plan`, runs the synchronous steps, commits, and hands the asynchronous ones to the queue. A synchronous step that
 * fails throws, and nothing of the plan remains. `plan` must not wait for anything; it runs again when a row it wants to
 * write is held by another transaction.
 */
export async function inTransaction<T>(
  org: Organisation,
  call: Call,
  plan: (transaction: Transaction) => T,
): Promise<T> {
  for (;;) {
    const events: DataEvent[] = [];
    const overlay = createOverlay(org.store);
    const transaction = {
      ...overlay,
      org,
      call,
      now: org.clock.now(),
      raise: (event: DataEvent) => void events.push(event),
    };
    const result = plan(transaction);
    const keys = overlay.changes().map(({ table, id }) => keyOf(table, id));
    const busy = org.locks.wait(keys);
    if (busy) {
      await busy;
      continue;
    }
    if (org.steps.hasSyncStep(events) && !call.bypass.has('sync')) {
      const release = org.locks.hold(keys);
      try {
        await runSyncSteps(org, call, events);
        org.store.apply(overlay.changes());
      } finally {
        release();
      }
    } else {
      org.store.apply(overlay.changes());
    }
    if (!call.bypass.has('async')) org.queue.add(call, events);
    return result;
  }
}
