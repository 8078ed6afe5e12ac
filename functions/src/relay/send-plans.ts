import type { WriteResult } from '../event/contact-write.ts';
import { call, type Sending } from './call-platform.ts';
import type { RelayDoors } from './doors.ts';
import { endContacts } from './end-contacts.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { leaveToBaseline } from './leave-to-baseline.ts';
import type { Looked } from './look-at-records.ts';
import { noteWithheld } from './note-withheld.ts';
import { offsOnly, type Plan } from './plan.ts';
import { readBeforeOff } from './read-before-off.ts';
import type { RecordInHand } from './record-in-hand.ts';
import type { Ended } from './settle.ts';
import { fenceMs } from './state.ts';
import { toSettled } from './to-settled.ts';
import { type Begun, writePending } from './write-pending.ts';

export type Sent = {
  readonly settled: readonly Ended[];
  readonly retries: readonly RecordInHand[];
  /** Somebody else wrote the state row in between: look again. */
  readonly lost: readonly RecordInHand[];
};

/**
 * Carries out the plans: what takes first and alone, then what gives. A record whose take failed is given nothing. Contacts that leave
 * the platform for good have nothing to take any more.
 */
export async function sendPlans(looked: readonly Looked[], message: BundleMessage, doors: RelayDoors): Promise<Sent> {
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const settled: Ended[] = looked.flatMap(({ record, plan }) => toEnded(record, plan));
  const lost: RecordInHand[] = looked.flatMap(({ record, plan }) => (plan.kind === 'lost' ? [record] : []));
  const planned = looked.flatMap(({ record, plan, places }) =>
    plan.kind === 'send' ? [{ record, plan, places: places ?? [] }] : [],
  );
  const sending = await leaveToBaseline(planned, doors);
  const retries = [...(await takeMeanwhile(looked, message, doors))];

  await readBeforeOff(sending, { connection, partition: message.partition }, doors);
  const fenced = sending.filter((each) => isFenced(each, message, doors));
  retries.push(...(await takeBehindFence(fenced, message, doors)));
  // Before any call it is written down that we are about to: pending = maybe yes.
  const open = sending.filter((each) => !fenced.includes(each) && !isEnd(each));
  const ended = await endContacts(
    sending.filter((each) => !fenced.includes(each) && isEnd(each)),
    message,
    doors,
  );
  const begun = await writePending(open, message, doors);
  const results = await carryOut(begun.written, message, doors);
  await noteWithheld(results, connection, doors);
  for (const { sent, result, takeFailed } of results) {
    if (result.kind === 'retry') retries.push(toRetry(sent.record, result));
    else settled.push(toSettled(sent, result, takeFailed));
  }
  return {
    settled: [...settled, ...ended.settled],
    retries: [...retries, ...ended.retries],
    lost: [...lost, ...begun.lost, ...ended.lost],
  };
}

type Result = { readonly sent: Sending & Begun; readonly result: WriteResult; readonly takeFailed: boolean };

async function carryOut(
  written: readonly (Sending & Begun)[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<readonly Result[]> {
  const takes = written.filter(({ plan }) => plan.takes.length > 0);
  const taken = await call(takes, 'take', message, doors);
  const failed = new Map(
    takes.flatMap(({ record }, index) => (taken[index]?.kind === 'done' ? [] : [[record, taken[index]] as const])),
  );
  const gives = written.filter(({ record, plan }) => plan.give && !failed.has(record));
  const given = new Map(
    (await call(gives, 'give', message, doors)).map((result, index) => [gives[index]?.record, result]),
  );
  return written.map((sent) => ({
    sent,
    result: stubborn(failed.get(sent.record)) ?? given.get(sent.record) ?? { kind: 'done' },
    takeFailed: failed.has(sent.record),
  }));
}

/** An off is never given up after one try, whatever the platform says of it. */
function stubborn(result: WriteResult | undefined): WriteResult | undefined {
  return result?.kind === 'refused' ? { kind: 'retry', reason: result.code, maybeApplied: false } : result;
}

/** The row could not be read: only what the event itself says is taken now, and the look is made later. */
async function takeMeanwhile(
  looked: readonly Looked[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<readonly RecordInHand[]> {
  const waiting = looked.flatMap(({ record, plan }) => (plan.kind === 'wait' ? [{ record, plan }] : []));
  const takes = waiting.flatMap(({ record, plan }) =>
    plan.takes ? [{ record, plan: offsOnly(plan.takes, 'the event says so') }] : [],
  );
  const { written } = await writePending(takes, message, doors);
  await call(written, 'take', message, doors);
  return waiting.map(({ record, plan }) => ({ ...record, retryReason: plan.reason }));
}

/** Offs now, and again when whatever is under way has ended; nothing is given and nothing remembered before that. */
async function takeBehindFence(
  fenced: readonly Sending[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<readonly RecordInHand[]> {
  await call(
    fenced.filter(({ plan }) => plan.takes.length > 0),
    'take',
    message,
    doors,
  );
  return fenced.map(({ record }) => ({
    ...record,
    retryReason: 'a grant may still be under way',
    retryAfterMs: fenceMs,
  }));
}

/** Somebody else's call may still arrive, and one of the two gives: whichever came last would win. Two offs are one off. */
export function isFenced({ record: { state }, plan }: Sending, message: BundleMessage, doors: RelayDoors): boolean {
  if (!state || state.pendingBundle === message.handling || doors.now() - state.pendingAt >= fenceMs) return false;
  // A call that ends the contact may still arrive: it would take with it what is given now.
  if (state.ending && state.ending.step !== 'waits' && plan.give) return true;
  return state.pending.length > 0 && (state.pendingGives || plan.grants.length > 0);
}

function isEnd({ plan }: Sending): boolean {
  return plan.ending?.step === 'begun';
}

function toRetry(record: RecordInHand, { reason, afterMs }: Extract<WriteResult, { kind: 'retry' }>): RecordInHand {
  return { ...record, retryReason: reason, ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }) };
}

function toEnded(record: RecordInHand, plan: Plan): readonly Ended[] {
  if (plan.kind === 'skip') return [{ record, state: record.state, outcome: { kind: 'skipped', reason: plan.reason } }];
  if (plan.kind !== 'unchanged') return [];
  return [{ record, state: record.state, outcome: { kind: 'unchanged' } }];
}
