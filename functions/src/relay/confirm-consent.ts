import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';
import { permissionKey } from '../event/permission.ts';
import { because } from '../event/suppression.ts';
import { readPlace, writePlace } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import { stateKey } from './keys.ts';
import { link } from './ledger.ts';
import { ledgerRow, readLedger } from './ledger-rows.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { fromStateRow, toStateColumns } from './state.ts';

const argumentShape = z.object({
  table: z.enum(recordTables),
  id: z.string().toLowerCase(),
  permission: permissionKey,
  /** What proves it. It stays in the Job row, with the CRM's own audit; it is not copied to our tables. */
  evidence: z.string().trim().min(1),
});

export type ConfirmDoors = RelayDoors & { readonly records: RelayDoors['records'] & RelayDoors['addresses'] };

/**
 * The order *confirm consent*: a person vouches, with evidence, that a yes which is withheld was given after the withdrawal. It is
 * cleared at the record's addresses, the ledger says by which Job row (there is the evidence) and by whom, and the record is looked at
 * again; the CRM has to say yes all the same. What the platform suppresses is not ours to clear. An order that was `begun` before is not
 * carried out twice: somebody may have withdrawn meanwhile, and of that nobody vouched for anything.
 */
export async function confirmConsent(
  argument: unknown,
  job: { readonly id: string; readonly by: string; readonly begun: boolean },
  doors: ConfirmDoors,
): Promise<{ readonly cleared: string }> {
  const parsed = argumentShape.safeParse(argument);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new Error(`assent_argument: give table, id, permission (as 1~email) and evidence (${fields})`);
  }
  const { table, id, permission } = parsed.data;
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const partition = doors.partitionOf(table, id);
  const rowKey = stateKey(connection, table, id);
  const stored = await doors.records.get(partition, rowKey);
  if (!stored) throw new Error(`Nothing is known of ${table} ${id}: save it once, then confirm.`);
  const lookAgain = () => doors.sendNudges([{ table, id, message: 'Confirm consent', again: true }]);
  if (job.begun) {
    const ledger = await readLedger({ partition, connection, table, id }, doors.records);
    if (!ledger.some(({ bundle }) => bundle === `job ${job.id}`)) throw new Error(interrupted);
    await lookAgain();
    return { cleared: permission };
  }
  const state = fromStateRow(stored);
  const record: RecordInHand = { table, id, nudges: [], again: true, saysDeleted: false };
  for (const key of state.addresses) {
    const place = await readPlace(key, record, connection, doors);
    if (!place.holder) continue;
    if (place.facts.suppressed && Object.hasOwn(place.holder.says, permission))
      throw new Error(`${table} ${id}: the platform mails nobody at its address: ${because[place.facts.suppressed]}.`);
    const cleared = { ...place.holder.cleared, [permission]: place.facts.counts[permission] ?? 0 };
    const latched = { facts: place.facts, holder: { ...place.holder, cleared }, raised: [] };
    if ((await writePlace(place, latched, record, connection, doors)) === 'conflict') {
      throw new Error(`${table} ${id} was looked at in this moment: give the order again.`);
    }
  }
  const carried = state.carried.filter((each) => each !== permission);
  const entry = link(state, {
    kind: 'order',
    at: new Date(doors.now()).toISOString(),
    bundle: `job ${job.id}`,
    by: `user ${job.by}`,
    changes: [{ permission, to: 'yes', reason: 'confirmed with evidence' }],
    version: state.version,
    generation: state.generation,
    answer: '',
  });
  const next = { ...state, carried, seq: entry.seq, head: entry.hash };
  const row = { partitionKey: partition, rowKey, ...toStateColumns(next) };
  const ledger = ledgerRow(entry, { partition, connection, table, id });
  if ((await doors.records.transact([{ kind: 'put', row, etag: stored.etag }, ledger])) === 'conflict')
    throw new Error(`${table} ${id} was looked at in this moment: give the order again.`);
  await lookAgain();
  return { cleared: permission };
}

const interrupted =
  'The order was interrupted: ask explain what the record may get, and give the order again if the yes is newer than every withdrawal.';
