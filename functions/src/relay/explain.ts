import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import { permissionKey } from '../event/permission.ts';
import { readPlace, withheldReason } from './address-book.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { ledgerKey, rejectKey, stateKey } from './keys.ts';
import { type LinkedEntry, replay, verify } from './ledger.ts';
import { fromStateRow } from './state.ts';

export type ExplainDoors = Pick<RelayDoors, 'settings' | 'addresses' | 'partitionOf'> & {
  readonly records: RelayDoors['records'] & RelayDoors['addresses'];
};

export type Explanation = {
  /** Sentences for a person: what she may get, why or why not, who decided, what the platform answered. Ids only. */
  readonly lines: readonly string[];
  /** `holds`, or what is wrong with the chain of the ledger. */
  readonly ledger: string;
};

const entryShape = z.object({
  kind: z.enum(['intent', 'result', 'order']),
  at: z.string(),
  bundle: z.string(),
  changes: z
    .string()
    .transform((text) =>
      z
        .array(z.object({ permission: permissionKey, to: z.enum(['yes', 'no']), reason: z.string() }))
        .parse(JSON.parse(text)),
    ),
  version: z.string(),
  generation: z.string(),
  answer: z.string(),
  seq: z.number(),
  previous: z.string(),
  hash: z.string(),
});

/** "Why was she (not) mailed?", from the ledger and the facts of her address. Reads only; nothing is looked at anew. */
export async function explainRecord(table: RecordTable, id: string, doors: ExplainDoors): Promise<Explanation> {
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const partition = doors.partitionOf(table, id);
  const stored = await doors.records.get(partition, stateKey(connection, table, id));
  if (!stored) return { lines: [`Nothing is known of ${table} ${id}: no look was made at it yet.`], ledger: 'empty' };
  const state = fromStateRow(stored);
  const entries = await readLedger(table, id, connection, doors);
  const fault = verify(entries, { seq: state.seq, head: state.head });
  const told = Object.entries(state.told);
  const places = await Promise.all(
    state.addresses.map((key) =>
      readPlace(key, { table, id, nudges: [], again: false, saysDeleted: false }, connection, doors),
    ),
  );
  const withheld = places.flatMap(({ facts, holder }) =>
    Object.keys(holder?.says ?? {}).flatMap((key) => {
      const reason = holder?.says[key] === 'yes' ? withheldReason(holder, facts, key) : undefined;
      return reason ? [`${key} is withheld: ${reason}.`] : [];
    }),
  );
  const reject = await doors.records.get(partition, rejectKey(connection, table, id));
  const lines = [
    `${table} ${id} is ${state.life === 'gone' ? 'deleted' : 'known'}; its address is held by ${state.addresses.length > 0 ? 'one key' : 'no key'}.`,
    ...told.map(([key, on]) => `${key} is ${on ? 'on' : 'off'}${lastReason(entries, key)}.`),
    ...state.pending.map((key) => `${key} is under way: it may be on.`),
    ...withheld,
    ...(reject ? [`The platform refuses it: ${String(reject.code)}, ${String(reject.message)}.`] : []),
    ...entries.map(toSentence),
    ...(sameTold(replay(entries), state.told) ? [] : ['The ledger and what we remember differ.']),
  ];
  return { lines, ledger: fault ?? 'holds' };
}

async function readLedger(
  table: RecordTable,
  id: string,
  connection: string,
  doors: ExplainDoors,
): Promise<readonly LinkedEntry[]> {
  const from = ledgerKey(connection, table, id, 0);
  const to = ledgerKey(connection, table, id, 9_999_999_999);
  const rows: readonly StoredRow[] = await doors.records.range(doors.partitionOf(table, id), from, to);
  return rows.map((row) => entryShape.parse(row));
}

function lastReason(entries: readonly LinkedEntry[], key: string): string {
  const last = entries.findLast(
    ({ kind, changes }) => kind === 'result' && changes.some(({ permission }) => permission === key),
  );
  const change = last?.changes.find(({ permission }) => permission === key);
  return last && change ? ` since ${last.at}, because: ${change.reason}` : '';
}

function toSentence({ seq, kind, at, changes, bundle, answer }: LinkedEntry): string {
  const what = changes.map(({ permission, to, reason }) => `${permission} ${to} (${reason})`).join(', ');
  const verb = kind === 'intent' ? 'was about to be told' : `was told, answer ${answer}`;
  return `${seq}. ${at}: ${what} ${verb}; bundle ${bundle}.`;
}

function sameTold(replayed: Readonly<Record<string, boolean>>, told: Readonly<Record<string, boolean>>): boolean {
  return Object.keys({ ...replayed, ...told }).every((key) => (replayed[key] ?? false) === (told[key] ?? false));
}
