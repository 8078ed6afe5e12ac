import type { PermissionKey } from '../event/permission.ts';
import type { RelayDoors } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { type LedgerChange, link } from './ledger.ts';
import { ledgerRow, nudgesOf, placeOf } from './ledger-rows.ts';
import type { Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { ledgerEntry } from './settle.ts';
import { type State, unknownRecord } from './state.ts';
import { type StateChange, writeStates } from './write-states.ts';

/** What is still open from before this call began: a definite answer to this call says nothing of those. */
export type Begun = { readonly stillOpen: readonly PermissionKey[] };

/** Before the calls: which permissions are about to be on, or off after they were on. */
export async function writePending<
  Sending extends { readonly record: RecordInHand; readonly plan: Extract<Plan, { kind: 'send' }> },
>(
  sending: readonly Sending[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<{ readonly written: readonly (Sending & Begun)[]; readonly lost: readonly RecordInHand[] }> {
  const { document, generation } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const isBaselineRead = await doors.isBaselineRead();
  const begunOf = ({ record, plan }: Sending) => begunBy(record, plan, isBaselineRead);
  const plain = sending.filter((each) => begunOf(each).length === 0);
  const begun = sending.filter((each) => !plain.includes(each));
  const changes = begun.map((each) => pendingChange(each, begunOf(each), { connection, generation }, message, doors));
  const etags = await writeStates(changes, { partition: message.partition, connection }, doors);
  const written = begun.flatMap((each, index): readonly (Sending & Begun)[] => {
    const [etag, state] = [etags[index], changes[index]?.state];
    if (etag === undefined || !state) return [];
    return [{ ...each, stillOpen: openBefore(each.record, message), record: { ...each.record, state, etag } }];
  });
  return {
    written: [...plain.map((each) => ({ ...each, stillOpen: openBefore(each.record, message) })), ...written],
    lost: begun.filter((_, index) => etags[index] === undefined).map(({ record }) => record),
  };
}

/** Without what an earlier try of this very handling began and got an answer to: that was lost only to whoever wrote the state row. */
function openBefore({ state, refused = [] }: RecordInHand, message: BundleMessage): readonly PermissionKey[] {
  if (!state) return [];
  const isOurs = state.pendingBundle === nameOf(message);
  return isOurs ? state.pending.filter((key) => !refused.includes(key)) : state.pending;
}

function nameOf({ handling, messageId }: BundleMessage): string {
  return handling ?? messageId;
}

/**
 * Grants, and offs of what was told on or is about to be: whoever is giving it then cannot settle over an off that is on its way, which
 * would be taken for the recipient's. So would be, by the baseline, an off of what was on before we came.
 */
function begunBy(
  { state }: RecordInHand,
  plan: Extract<Plan, { kind: 'send' }>,
  isBaselineRead: boolean,
): readonly PermissionKey[] {
  const mayBeOn = (key: PermissionKey) =>
    state?.told[key] === true ||
    (state?.pendingGives && state.pending.includes(key)) ||
    (!isBaselineRead && state?.told[key] === undefined);
  return [...plan.grants, ...plan.takes.filter(mayBeOn)];
}

function pendingChange(
  { record, plan }: { readonly record: RecordInHand; readonly plan: Extract<Plan, { kind: 'send' }> },
  begun: readonly PermissionKey[],
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
    changes: begun.map((permission): LedgerChange => {
      const verdict = plan.decision.permissions[permission];
      return { permission, to: verdict?.to === 'yes' ? 'yes' : 'no', reason: verdict?.reason ?? '' };
    }),
    version: plan.version,
    generation: under.generation,
    answer: '',
  });
  const state: State = {
    ...before,
    // What was begun before and never answered stays in mind until it is.
    pending: [...new Set([...before.pending, ...begun])],
    pendingAt: doors.now(),
    pendingBundle: nameOf(message),
    pendingGives: before.pendingGives || plan.grants.length > 0,
    seq: entry.seq,
    head: entry.hash,
  };
  return { record, state, beside: [ledgerRow(entry, placeOf(record, under.connection, message))] };
}

/**
 * What the lane of withdrawals took is remembered as off, with its ledger entry. Lost to somebody faster: then it stays pending, and
 * the next look sends it again.
 */
export async function confirmOffs(
  sent: readonly { readonly record: RecordInHand; readonly plan: Extract<Plan, { kind: 'send' }> }[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<void> {
  const { document, generation } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const changes = sent.map(({ record, plan }): StateChange => {
    const before = record.state ?? unknownRecord;
    const confirmed = plan.takes.map((permission): LedgerChange => {
      return { permission, to: 'no', reason: plan.decision.permissions[permission]?.reason ?? '' };
    });
    const entry = ledgerEntry({ record, changes: confirmed, answer: 'done' }, before, generation, message, doors);
    const state: State = {
      ...before,
      told: { ...before.told, ...Object.fromEntries(plan.takes.map((key) => [key, false])) },
      pending: before.pending.filter((key) => !plan.takes.includes(key)),
      ...(entry ? { seq: entry.seq, head: entry.hash } : {}),
    };
    return { record, state, beside: entry ? [ledgerRow(entry, placeOf(record, connection, message))] : [] };
  });
  await writeStates(changes, { partition: message.partition, connection }, doors);
}
