import { isWithdrawn, type Nudge } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { Look } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { inForce } from './by-clock.ts';
import { call, type Sending } from './call-platform.ts';
import { decide } from './decide.ts';
import type { RelayDoors } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { stateKey } from './keys.ts';
import { offsOnly } from './plan.ts';
import { readBundle } from './read-bundle.ts';
import { type RecordInHand, toRecords } from './record-in-hand.ts';
import { isFenced } from './send-plans.ts';
import { fromStateRow, type State } from './state.ts';
import { confirmOffs, writePending } from './write-pending.ts';

/** A lost ETag: the relay was at the same record. After this many its own look has done what there was to do. */
const maxTries = 3;

/**
 * The lane of withdrawals: it never stands behind bulk work, and it can only switch off. Nothing is granted, counted or cleared here;
 * the same nudge on `crm-events` does the rest. Returns when every off that the rows, or the events themselves, ask for was sent once.
 */
export async function handleWithdrawals(received: BundleMessage, doors: RelayDoors): Promise<void> {
  // What cannot be read is counted and told where its twin is worked off, on `crm-events`.
  const { nudges } = readBundle(received.body, received.nudges);
  const message = { ...received, handling: `${doors.now()}-${doors.random()}` };
  // Waited for before anything is read. When the wait is over an off is tried all the same: nobody is at fault for one try too many.
  const passage = await doors.circuit.enter();
  try {
    await takeAll(toRecords(nudges), message, doors);
  } finally {
    await doors.circuit.leave(passage);
  }
}

async function takeAll(all: readonly RecordInHand[], message: BundleMessage, doors: RelayDoors): Promise<void> {
  let records = all;
  for (let tries = 0; tries < maxTries && records.length > 0; tries += 1) {
    const offs = (await Promise.all(records.map((record) => findOffs(record, message, doors)))).flat();
    // A grant that a dead process had on its way may arrive after our off: it stays pending, and the next look sends the off again.
    const fenced = offs.filter((each) => isFenced(each, message, doors)).map(({ record }) => record.id);
    const { written, lost } = await writePending(offs, message, doors);
    const results = await call(written, 'take', message, doors);
    await confirmOffs(
      written.filter(({ record }, index) => results[index]?.kind === 'done' && !fenced.includes(record.id)),
      message,
      doors,
    );
    records = lost;
  }
}

async function findOffs(record: RecordInHand, message: BundleMessage, doors: RelayDoors): Promise<readonly Sending[]> {
  const { document } = await doors.settings();
  const settings = document.tables[record.table];
  const connection = document.connections[0]?.alias ?? '';
  const stored = await doors.records.get(message.partition, stateKey(connection, record.table, record.id));
  if (!stored || !settings) return [];
  const state = fromStateRow(stored);
  const mayBeOn = [...new Set([...Object.keys(state.told).filter((key) => state.told[key]), ...state.pending])];
  if (mayBeOn.length === 0) return [];
  const wish = { table: record.table, id: record.id, saysDeleted: record.saysDeleted, settings };
  const [look = { kind: 'unknown', reason: 'no look' } as const] = await doors.look([wish]);
  const now = doors.now();
  const reasons = reasonsToTake(look, inForce(settings, look, now), { mayBeOn, nudges: record.nudges, now });
  const known = { ...record, state, etag: stored.etag };
  const takes = await withoutRecipients(known, Object.keys(reasons), reasons, doors);
  return takes.length === 0 ? [] : [{ record: known, plan: offsOnly(takes, reasons[takes[0] ?? ''] ?? '') }];
}

/** Where the row can be read, what it says less than we told; where not, what the event itself says. */
function reasonsToTake(
  look: Look,
  settings: TableSettings,
  {
    mayBeOn,
    nudges,
    now,
  }: { readonly mayBeOn: readonly PermissionKey[]; readonly nudges: readonly Nudge[]; readonly now: number },
): Readonly<Record<PermissionKey, string>> {
  const told = Object.fromEntries(mayBeOn.map((key) => [key, true]));
  const decision = decide(look, settings, { listed: mayBeOn, told, now });
  if (decision.kind === 'wait') {
    const said = mayBeOn.filter((key) => nudges.some((nudge) => isWithdrawn(key, nudge)));
    return Object.fromEntries(said.map((key) => [key, 'the event says so']));
  }
  const off = Object.entries(decision.permissions).filter(([key, { to }]) => to === 'no' && mayBeOn.includes(key));
  return Object.fromEntries(off.map(([key, { reason }]) => [key, reason]));
}

/**
 * Before an off whose cause withdraws nothing, the contact is read: what is off there already although we told it on, the recipient
 * withdrew. That is the relay's to count, so it is nudged and the permission is left to it.
 */
async function withoutRecipients(
  record: RecordInHand & { readonly state: State },
  takes: readonly PermissionKey[],
  reasons: Readonly<Record<PermissionKey, string>>,
  doors: RelayDoors,
): Promise<readonly PermissionKey[]> {
  const { state, table, id } = record;
  const suspects = takes.filter(
    (key) => state.told[key] && !state.pending.includes(key) && !(reasons[key] ?? '').startsWith('crm says'),
  );
  const contact = suspects.length > 0 ? await doors.readContact(id) : undefined;
  if (contact?.kind !== 'found') return takes;
  const withdrawn = suspects.filter((key) => contact.permissions[key] === false);
  if (withdrawn.length > 0) await doors.sendNudges([{ table, id, message: 'Withdrawal', again: true }]);
  return takes.filter((key) => !withdrawn.includes(key));
}
