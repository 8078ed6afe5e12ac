import type { ContactWrite, WriteResult } from '../event/contact-write.ts';
import type { Place } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import type { Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { giveUpMs } from './state.ts';

export type Sending = {
  readonly record: RecordInHand;
  readonly plan: Extract<Plan, { kind: 'send' }>;
  /** Its addresses as they were before this look. */
  readonly places?: readonly Place[];
};

/** One gathered call for all; each record's answer is logged. */
export async function call(
  sending: readonly Sending[],
  kind: 'give' | 'take',
  message: BundleMessage,
  doors: RelayDoors,
): Promise<readonly WriteResult[]> {
  if (sending.length === 0) return [];
  const startedAt = doors.now();
  const answers = await doors.write(
    sending.map((each) => toWrite(each, kind, begunAt(each.record, message, startedAt) + giveUpMs)),
  );
  const results = sending.map((_, index) => answers[index] ?? unanswered);
  sending.forEach(({ record, plan }, index) => {
    const result = results[index];
    doors.log('called', {
      bundle: message.messageId,
      table: record.table,
      id: record.id,
      call: kind,
      code: result?.kind === 'refused' ? result.code : (result?.kind ?? 'retry'),
      ms: doors.now() - startedAt,
      ...(kind === 'take' ? { fields: plan.takes } : { fields: Object.keys(plan.give?.permissions ?? {}) }),
      ...(result?.kind === 'retry' ? { reason: result.reason } : {}),
    });
  });
  return results;
}

const unanswered: WriteResult = { kind: 'retry', reason: 'no answer for the contact', maybeApplied: true };

/** Others wait for what was noted as pending to be over, from when it was noted on. */
function begunAt({ state }: RecordInHand, message: BundleMessage, now: number): number {
  const isNoted = state !== undefined && state.pending.length > 0 && state.pendingBundle === message.handling;
  return isNoted ? state.pendingAt : now;
}

function toWrite({ record, plan }: Sending, kind: 'give' | 'take', until: number): ContactWrite {
  const told = record.state !== undefined && (record.state.hash !== '' || Object.keys(record.state.told).length > 0);
  const common = { externalId: record.id, kind, told, until };
  if (kind === 'take')
    return { ...common, attributes: {}, permissions: Object.fromEntries(plan.takes.map((key) => [key, false])) };
  return { ...common, attributes: plan.give?.attributes ?? {}, permissions: plan.give?.permissions ?? {} };
}
