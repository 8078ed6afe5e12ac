import type { Outcome } from '../event/outcome.ts';
import { countOutcomes } from './counts.ts';
import type { RelayDoors } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';

/** Counted as rejected, once however often the message comes, and told to a person. What was in it is kept nowhere. */
export async function rejectUnreadable(count: number, message: BundleMessage, doors: RelayDoors): Promise<void> {
  if (count === 0) return;
  const code = 'unreadable_message';
  // A message that names no session of ours is not counted in one either.
  const partition = /^p\d\d$/.test(message.partition) ? message.partition : 'p00';
  const marker = `${message.messageId}~unreadable`.replaceAll(/[^A-Za-z0-9~._-]/g, '_').slice(0, 150);
  await countOutcomes(partition, marker, Array<Outcome>(count).fill({ kind: 'rejected', code }), doors);
  doors.log('ended', { bundle: message.messageId, outcome: 'rejected', code, count });
  await doors.raise([
    {
      code: 'finding.message',
      subject: 'crm-events',
      message:
        'A message on the bus could not be read and was put aside: it did not come from this relay, or from another version of it. Records that were saved meanwhile are found by reconcile.',
    },
  ]);
}
