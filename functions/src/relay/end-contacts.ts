import type { RelayDoors } from './doors.ts';
import { type Ending, endedInWords } from './ending.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { type LedgerChange, link } from './ledger.ts';
import { ledgerRow, nudgesOf, placeOf } from './ledger-rows.ts';
import type { Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';
import type { Ended } from './settle.ts';
import { type State, unknownRecord } from './state.ts';
import { type StateChange, writeStates } from './write-states.ts';

type SendPlan = Extract<Plan, { kind: 'send' }>;
type Sending = { readonly record: RecordInHand; readonly plan: SendPlan };
type Ends = Sending & { readonly ending: Ending };

/**
 * The second step of withdrawals whose time has come: every permission is confirmed off, the row was looked at a moment ago, and the
 * cause still holds. That we are about to is written down first, so that whoever gives the record anything meanwhile waits until the
 * call is over. Every step may be repeated: a contact that is not there any more is as good as done.
 */
export async function endContacts(
  sending: readonly Sending[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<{
  readonly settled: readonly Ended[];
  readonly retries: readonly RecordInHand[];
  readonly lost: readonly RecordInHand[];
}> {
  const ends = sending.flatMap((each): readonly Ends[] =>
    each.plan.ending ? [{ ...each, ending: each.plan.ending }] : [],
  );
  const { document, generation } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const changes = ends.map((each) => toBegun(each, { connection, generation }, message, doors));
  const etags = await writeStates(changes, { partition: message.partition, connection }, doors);
  const begun = ends.flatMap((each, index): readonly Ends[] => {
    const [etag, state] = [etags[index], changes[index]?.state];
    return etag === undefined || !state ? [] : [{ ...each, record: { ...each.record, state, etag } }];
  });
  const results = await Promise.all(begun.map((each) => endContact(each, message, doors)));
  return {
    settled: begun.flatMap((each, index) => (results[index]?.kind === 'done' ? [toEnded(each, doors)] : [])),
    retries: begun.flatMap(({ record }, index) => {
      const result = results[index];
      return result?.kind === 'retry' ? [{ ...record, retryReason: result.reason }] : [];
    }),
    lost: ends.filter((_, index) => etags[index] === undefined).map(({ record }) => record),
  };
}

function toBegun(
  { record, plan, ending }: Ends,
  under: { readonly connection: string; readonly generation: string },
  message: BundleMessage,
  doors: RelayDoors,
): StateChange {
  const before = record.state ?? unknownRecord;
  const entry = link(before, {
    kind: 'intent',
    at: new Date(doors.now()).toISOString(),
    bundle: message.messageId,
    by: nudgesOf(record),
    changes: changesOf(before, plan, ending),
    version: plan.version,
    generation: under.generation,
    answer: '',
  });
  const [pendingAt, pendingBundle] = [doors.now(), message.handling ?? message.messageId];
  const state: State = { ...before, ending, pendingAt, pendingBundle, seq: entry.seq, head: entry.hash };
  return { record, state, beside: [ledgerRow(entry, placeOf(record, under.connection, message))] };
}

async function endContact({ record, ending }: Ends, message: BundleMessage, doors: RelayDoors) {
  const { table, id } = record;
  const startedAt = doors.now();
  const result = await doors.endContact(ending.mode, id);
  const reason = result.kind === 'retry' ? { reason: result.reason } : {};
  const ms = doors.now() - startedAt;
  doors.log('called', { bundle: message.messageId, table, id, call: ending.mode, code: result.kind, ms, ...reason });
  return result;
}

function toEnded({ record, plan, ending }: Ends, doors: RelayDoors): Ended {
  const before = record.state ?? unknownRecord;
  const { decision, version } = plan;
  const isGone = decision.kind === 'take' && decision.reason === 'deleted';
  const state: State = {
    ...before,
    version,
    life: isGone ? 'gone' : 'live',
    hash: '',
    ending: { ...ending, step: 'done', at: doors.now() },
    due: plan.due ?? 0,
  };
  const done = endedInWords[ending.mode];
  const changes = changesOf(before, plan, ending);
  return {
    record,
    state,
    outcome: { kind: 'applied', reason: done },
    decided: true,
    withheld: {},
    changes,
    answer: done,
    entry: 'order',
  };
}

/** What was told before and is off: the ledger says of each why the contact goes. */
function changesOf({ told }: State, { decision }: SendPlan, { mode }: Ending): readonly LedgerChange[] {
  const reason = decision.kind === 'take' ? decision.reason : '';
  return Object.keys(told).map((permission) => ({ permission, to: 'no', reason: `${reason}: ${endedInWords[mode]}` }));
}
