import type { Look } from '../event/record.ts';
import type { RelayDoors } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import type { Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';

export function logLook(record: RecordInHand, look: Look, message: BundleMessage, doors: RelayDoors): void {
  doors.log('looked', {
    bundle: message.messageId,
    table: record.table,
    id: record.id,
    found: look.kind,
    ...(look.kind === 'found' ? { active: look.row.active } : {}),
    ...(look.kind === 'unknown' ? { reason: look.reason } : {}),
  });
}

export function logDecision(record: RecordInHand, planned: Plan, message: BundleMessage, doors: RelayDoors): void {
  if (planned.kind !== 'send') return;
  const { permissions } = planned.decision;
  doors.log('decided', {
    bundle: message.messageId,
    table: record.table,
    id: record.id,
    kind: planned.decision.kind,
    permissions: Object.fromEntries(
      Object.entries(permissions).map(([key, { to, reason }]) => [key, `${to}: ${reason}`]),
    ),
    ...(planned.give ? { fields: Object.keys(planned.give.attributes) } : {}),
  });
}
