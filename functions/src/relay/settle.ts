import type { Outcome } from '../event/outcome.ts';
import { transactWithCounts } from './counts.ts';
import { type Display, fromDisplayText, toDisplayText } from './display.ts';
import type { RelayDoors, StoreChange } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { rejectKey } from './keys.ts';
import { type LedgerChange, type LedgerEntry, type LinkedEntry, link } from './ledger.ts';
import { ledgerRow, nudgesOf, placeOf } from './ledger-rows.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { type State, unknownRecord } from './state.ts';
import { recordsPerTransaction, stateChanges } from './write-states.ts';

/** A record whose nudges have come to their end. */
export type Ended = {
  readonly record: RecordInHand;
  readonly state: State | undefined;
  readonly outcome: Outcome;
  /** For the reject row: what was refused, without its value. */
  readonly message?: string | undefined;
  /** A decision was made under the settings of now. */
  readonly decided?: true;
  /** Permissions that the CRM gives and the platform does not get, with the reason; absent = as it was. */
  readonly withheld?: Display['withheld'] | undefined;
  /** For the ledger: what the platform confirmed, and its answer. */
  readonly changes?: readonly LedgerChange[];
  readonly answer?: string;
  /** Absent = a `result`. */
  readonly entry?: LedgerEntry['kind'];
};

/**
 * Writes down how records ended: state, reject and counts in one transaction each 32 records. `lost` = somebody else wrote a state
 * row in between; nothing of that transaction was written. `toShow` = what the CRM shows of these is not what it is to show now.
 */
export async function settle(
  ended: readonly Ended[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<{ readonly lost: readonly RecordInHand[]; readonly toShow: readonly RecordInHand[] }> {
  const lost: RecordInHand[] = [];
  const toShow: RecordInHand[] = [];
  const { document, generation } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  for (let start = 0; start < ended.length; start += recordsPerTransaction) {
    const part = ended.slice(start, start + recordsPerTransaction);
    const { lost: gone, toShow: shown } = await settlePart(part, { connection, generation }, message, doors);
    lost.push(...gone);
    toShow.push(...shown);
  }
  return { lost, toShow };
}

/** A transaction does not say whose row was lost: halves do, down to the one. */
async function settlePart(
  part: readonly Ended[],
  under: { readonly connection: string; readonly generation: string },
  message: BundleMessage,
  doors: RelayDoors,
): Promise<{ readonly lost: readonly RecordInHand[]; readonly toShow: readonly RecordInHand[] }> {
  const changes = part.flatMap((each) => toChanges(each, under.connection, under.generation, message, doors));
  const counted = part.flatMap(({ record, outcome }) => record.nudges.map(() => outcome));
  if ((await transactWithCounts(message.partition, changes, counted, doors)) === 'written') {
    for (const each of part) logEnd(each, message, doors);
    const differing = part.filter(
      (each) => each.record.isShownWrong || nextDisplay(each) !== (each.state?.shown ?? ''),
    );
    return { lost: [], toShow: differing.map(({ record }) => record) };
  }
  if (part.length === 1) return { lost: part.map(({ record }) => record), toShow: [] };
  const half = Math.ceil(part.length / 2);
  const first = await settlePart(part.slice(0, half), under, message, doors);
  const second = await settlePart(part.slice(half), under, message, doors);
  return { lost: [...first.lost, ...second.lost], toShow: [...first.toShow, ...second.toShow] };
}

function toChanges(
  ended: Ended,
  connection: string,
  generation: string,
  message: BundleMessage,
  doors: RelayDoors,
): readonly StoreChange[] {
  const { record, outcome } = ended;
  const before = ended.state ?? unknownRecord;
  const entry = ledgerEntry(ended, before, generation, message, doors);
  const rejected = outcome.kind === 'rejected' ? before.rejected + 1 : closesReject(outcome) ? 0 : before.rejected;
  const state: State = {
    ...before,
    ...(entry ? { seq: entry.seq, head: entry.hash } : {}),
    lastBundle: message.messageId,
    rejected,
    display: nextDisplay(ended),
    // Not what was last shown: it is shown again.
    ...(record.isShownWrong ? { shown: 'something else' } : {}),
    ...(ended.decided ? { generation } : {}),
  };
  const beside = [
    ...(entry ? [ledgerRow(entry, placeOf(record, connection, message))] : []),
    ...rejectChanges(ended, before, connection, message, doors),
  ];
  return stateChanges({ record, state, beside }, { partition: message.partition, connection });
}

/** A success, or a record that has nothing to be sent any more. */
function closesReject({ kind }: Outcome): boolean {
  return kind === 'applied' || kind === 'skipped';
}

function nextDisplay({ outcome, withheld, state, record }: Ended): string {
  const shown = fromDisplayText(state?.display ?? '');
  const again = outcome.kind === 'rejected' ? { code: outcome.code, attempts: (state?.rejected ?? 0) + 1 } : undefined;
  const reject = again ?? (closesReject(outcome) ? undefined : shown.reject);
  const standing = record.standing ?? shown.standing;
  return toDisplayText({ withheld: withheld ?? shown.withheld, reject, standing });
}

/** Only where the platform confirmed that something is on or off now. */
export function ledgerEntry(
  { record, changes, answer, entry = 'result' }: Pick<Ended, 'record' | 'changes' | 'answer' | 'entry'>,
  before: State,
  generation: string,
  message: BundleMessage,
  doors: RelayDoors,
): LinkedEntry | undefined {
  if (!changes || changes.length === 0) return undefined;
  const at = new Date(doors.now()).toISOString();
  const { version } = before;
  return link(before, {
    kind: entry,
    at,
    bundle: message.messageId,
    by: nudgesOf(record),
    changes,
    version,
    generation,
    answer: answer ?? '',
  });
}

function rejectChanges(
  ended: Ended,
  before: State,
  connection: string,
  message: BundleMessage,
  doors: RelayDoors,
): readonly StoreChange[] {
  const { record, outcome } = ended;
  const keys = { partitionKey: message.partition, rowKey: rejectKey(connection, record.table, record.id) };
  if (outcome.kind !== 'rejected')
    return before.rejected > 0 && closesReject(outcome) ? [{ kind: 'delete', ...keys }] : [];
  const row = {
    ...keys,
    table: record.table,
    id: record.id,
    code: outcome.code,
    message: ended.message ?? '',
    attempts: before.rejected + 1,
    at: new Date(doors.now()).toISOString(),
  };
  return [{ kind: 'upsert', row }];
}

function logEnd({ record, outcome }: Ended, message: BundleMessage, doors: RelayDoors): void {
  const first = record.nudges[0];
  doors.log('ended', {
    bundle: message.messageId,
    table: record.table,
    id: record.id,
    outcome: outcome.kind,
    count: record.nudges.length,
    ...('reason' in outcome && outcome.reason ? { reason: outcome.reason } : {}),
    ...(outcome.kind === 'rejected' ? { code: outcome.code } : {}),
    ...(first ? { message: first.message } : {}),
  });
}
