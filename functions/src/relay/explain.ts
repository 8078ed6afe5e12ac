import type { RecordTable } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { Consent } from '../event/settings.ts';
import { type Place, readPlace, withheldReason } from './address-book.ts';
import { inForce, isOver } from './by-clock.ts';
import { decide, type Told } from './decide.ts';
import type { RelayDoors } from './doors.ts';
import { clockLines } from './explain-clock.ts';
import { rejectKey, stateKey } from './keys.ts';
import { type LinkedEntry, replay, verify } from './ledger.ts';
import { readLedger } from './ledger-rows.ts';
import { fromStateRow, type State } from './state.ts';

export type ExplainDoors = Pick<
  RelayDoors,
  'settings' | 'addresses' | 'partitionOf' | 'look' | 'addressKey' | 'now'
> & {
  readonly records: RelayDoors['records'] & RelayDoors['addresses'];
  /** The platform's permissions with the names that people know them by. */
  readonly listed: () => Promise<readonly { readonly key: PermissionKey; readonly name: string }[]>;
};

export type Explanation = {
  /** Sentences for a person: what she may get, why or why not, who decided, what the platform answered. Ids only. */
  readonly lines: readonly string[];
  /** `holds`, or what is wrong with the chain of the ledger. */
  readonly ledger: string;
};

type Subject = { readonly table: RecordTable; readonly id: string };

/** A chain can be longer than the column of the answer: the newest entries are told. */
const maxEntries = 100;

/**
 * "Why is she (not) mailed?": from the ledger, the facts of her addresses and what the rules say of her row as it is now. Changes
 * nothing. Throws an Error for an id that nobody has.
 */
export async function explainRecord({ table, id }: Subject, doors: ExplainDoors): Promise<Explanation> {
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const partition = doors.partitionOf(table, id);
  const stored = await doors.records.get(partition, stateKey(connection, table, id));
  const state = stored ? fromStateRow(stored) : undefined;
  const record = { table, id, nudges: [], again: false, saysDeleted: false };
  const places = await Promise.all((state?.addresses ?? []).map((key) => readPlace(key, record, connection, doors)));
  const now = await askNow({ table, id }, { state, places }, doors);
  if (!state && now === 'absent') throw new Error(`assent_argument: there is no ${table} ${id}; check the id.`);
  if (!state) return { lines: [`Nothing was decided of ${table} ${id} yet: press Sync now.`], ledger: 'empty' };
  const entries = await readLedger({ partition, connection, table, id }, doors.records);
  const reject = await doors.records.get(partition, rejectKey(connection, table, id));
  const lines = [
    `${table} ${id} ${state.life === 'gone' ? 'was deleted' : 'is known'} and holds ${countOf(state.addresses.length, 'address')}.`,
    ...(await names(Object.keys(state.told), doors)),
    ...Object.entries(state.told).map(([key, on]) => `${key} is ${on ? 'on' : 'off'}${lastReason(entries, key)}.`),
    ...state.pending.map((key) => `${key} is under way: it may be on.`),
    ...clockLines(state, document.tables[table]),
    ...places.flatMap(withheldLines),
    ...(now === 'absent' ? ['Asked now: the record is not there.'] : now),
    ...(reject ? [`The platform refuses it: ${String(reject.code)}, ${String(reject.message)}.`] : []),
    ...(entries.length > maxEntries ? [`${entries.length - maxEntries} older entries are left out here.`] : []),
    ...entries.slice(-maxEntries).map(toSentence),
    ...(sameTold(replay(entries), state.told) ? [] : ['The ledger and what we remember differ.']),
  ];
  return { lines, ledger: verify(entries, { seq: state.seq, head: state.head }) ?? 'holds' };
}

/** `one address`, `3 records`. */
export function countOf(count: number, noun: 'address' | 'record'): string {
  const plural = noun === 'address' ? 'addresses' : 'records';
  return count === 1 ? `one ${noun}` : `${count === 0 ? 'no' : count} ${count === 0 ? noun : plural}`;
}

/** What the rules say of the row as it is now: by the same code that decides, so the answer cannot differ from what is sent. */
async function askNow(
  { table, id }: Subject,
  { state, places }: { readonly state: State | undefined; readonly places: readonly Place[] },
  doors: ExplainDoors,
): Promise<readonly string[] | 'absent'> {
  const mapped = (await doors.settings()).document.tables[table];
  if (!mapped) return [`Asked now: ${table} is not mapped, so nobody of it is mailed.`];
  const [look] = await doors.look([{ table, id, saysDeleted: false, settings: mapped }]);
  if (!look || look.kind === 'unknown') return ['Asked now: the record cannot be read.'];
  if (look.kind === 'absent') return 'absent';
  const listed = (await doors.listed().catch(() => [])).map(({ key }) => key);
  const withheld = Object.fromEntries(places.flatMap(withheldYes));
  const now = doors.now();
  const decision = decide(look, inForce(mapped, look, now), { listed, told: state?.told ?? {}, withheld, now });
  if (decision.kind === 'wait') return [`Asked now: nothing can be decided: ${decision.reason}.`];
  const verdicts = Object.entries(decision.permissions);
  return [
    ...verdicts.map(([key, { to, reason }]) => `Asked now: ${key} ${verdictInWords[to]}, because: ${reason}.`),
    ...mapped.consents.filter((consent) => isOver(consent, look.row.values, now)).map(overInWords),
  ];
}

function overInWords({ column, permission, until }: Consent): string {
  return `What ${column} says of ${permission} does not count any more: the day in ${until} is over.`;
}

const verdictInWords = { yes: 'may be on', no: 'must be off', keep: 'stays as it is' } as const;

async function names(keys: readonly PermissionKey[], doors: ExplainDoors): Promise<readonly string[]> {
  const listed = await doors.listed().catch(() => []);
  return listed.flatMap(({ key, name }) => (keys.includes(key) ? [`${key} is the permission ${name}.`] : []));
}

function withheldLines(place: Place): readonly string[] {
  return withheldYes(place).map(([key, reason]) => `${key} is withheld: ${reason}.`);
}

function withheldYes({ facts, holder }: Place): readonly (readonly [PermissionKey, string])[] {
  return Object.keys(holder?.says ?? {}).flatMap((key) => {
    const reason = holder?.says[key] === 'yes' ? withheldReason(holder, facts, key) : undefined;
    return reason === undefined ? [] : [[key, reason] as const];
  });
}

function lastReason(entries: readonly LinkedEntry[], key: string): string {
  const last = entries.findLast(
    ({ kind, changes }) => kind === 'result' && changes.some(({ permission }) => permission === key),
  );
  const change = last?.changes.find(({ permission }) => permission === key);
  return last && change ? ` since ${last.at}, because: ${change.reason}` : '';
}

function toSentence({ seq, kind, at, changes, bundle, by, answer }: LinkedEntry): string {
  const what = changes.map(({ permission, to, reason }) => `${permission} ${to} (${reason})`).join(', ');
  const verb = { intent: 'was about to be told', result: `was told, answer ${answer}`, order: 'was ordered' }[kind];
  return `${seq}. ${at}: ${what} ${verb}; bundle ${bundle}, by ${by}.`;
}

function sameTold(replayed: Told, told: Told): boolean {
  return Object.keys({ ...replayed, ...told }).every((key) => (replayed[key] ?? false) === (told[key] ?? false));
}
