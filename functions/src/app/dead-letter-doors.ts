import type { Lease } from '../clients/lease.ts';
import { queues } from '../clients/service-bus.ts';
import type { Finding } from '../event/finding.ts';
import type { createGatherer } from '../ingest/gather.ts';
import type { readDeadLetters } from '../sync/read-dead-letters.ts';
import type { Ground } from './ground.ts';
import { sendJob, sessionOf } from './send.ts';

/** What a round of dead letters needs from outside. */
export function deadLetterDoors(
  { bus, notes, unreadable, raise }: Ground,
  sendBack: Readonly<Record<'crm-events' | 'crm-withdrawals', Gatherer>>,
  { check }: Lease,
): Parameters<typeof readDeadLetters>[0] {
  return {
    lanes: queues,
    takeDeadLetters: bus.takeDeadLetters,
    sendNudges: async (lane, nudges) => void (await sendBack[lane](nudges)),
    sendJob: (message) => sendJob(bus, sessionOf(message), message),
    noteUnreadable: async (lane, number) => {
      await unreadable.note(lane, number);
      await raise([unreadableLetter(lane)]);
    },
    notes,
    check,
    now: Date.now,
  };
}

type Gatherer = ReturnType<typeof createGatherer>;

function unreadableLetter(lane: string): Finding {
  const message =
    'A message in the dead letters could not be read and was removed: it did not come from this relay, or from another version of it. Records that were saved meanwhile are found by reconcile.';
  return { code: 'finding.message', subject: `dead letters of ${lane}`, message };
}
