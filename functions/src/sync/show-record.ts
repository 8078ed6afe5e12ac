import type { RecordTable } from '../event/nudge.ts';
import { closeIssue, type IssueDoors, raiseIssue } from './raise-issue.ts';

/** What the state row says: what is to be shown, what is shown, and what to say of an open reject. */
export type Remembered = {
  readonly display: string;
  readonly shown: string;
  readonly withheld: Readonly<Record<string, string>>;
  /** Columns that show how its address stands with the platform. */
  readonly standing: Readonly<Record<string, number | boolean>>;
  readonly reject: { readonly code: string; readonly message: string; readonly attempts: number } | undefined;
};

type RecordId = { readonly table: RecordTable; readonly id: string };
type Revision = { readonly from: string; readonly to: string };

export type ShowDoors = IssueDoors & {
  readonly connection: string;
  /** Undefined where nothing is known of the record. */
  readonly remembered: (table: RecordTable, id: string) => Promise<Remembered | undefined>;
  /** Permission key → the name of its Subscription. */
  readonly nameOf: (permission: string) => Promise<string>;
  /** Writes columns only where they differ; answers the row version that this made. */
  readonly writeColumns: (
    record: RecordId,
    columns: Readonly<Record<string, string | number | boolean | null>>,
  ) => Promise<Revision | undefined>;
  /** Remembers the new version too, so that our own write is no news. False: the state row was written meanwhile. */
  readonly rememberShown: (record: RecordId, display: string, revision: Revision | undefined) => Promise<boolean>;
};

/** Somebody looked at the record meanwhile: what is to be shown may be another thing now. */
const maxRounds = 5;

/** Brings in line what the CRM shows of a record: the columns of withheld permissions, bounce and opt-out, and the Issue of its reject. Any repeat is harmless. */
export async function showRecord(table: RecordTable, id: string, doors: ShowDoors): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const remembered = await doors.remembered(table, id);
    if (!remembered || remembered.display === remembered.shown) return;
    const text = await toText(remembered.withheld, doors);
    const columns = { assent_withheld: text || null, ...remembered.standing };
    const revision = await doors.writeColumns({ table, id }, columns);
    await showReject(table, id, remembered.reject, doors);
    if (await doors.rememberShown({ table, id }, remembered.display, revision)) return;
  }
  throw new Error(`${table} ${id} kept changing while it was shown.`);
}

async function toText(withheld: Readonly<Record<string, string>>, doors: ShowDoors): Promise<string> {
  const lines = Object.entries(withheld).map(async ([key, reason]) => `${await doors.nameOf(key)} (${key}): ${reason}`);
  return (await Promise.all(lines)).join('\n');
}

async function showReject(
  table: RecordTable,
  id: string,
  reject: Remembered['reject'],
  doors: ShowDoors,
): Promise<void> {
  const cause = [doors.connection, table, id];
  if (!reject) return closeIssue(cause, doors);
  const { code, message, attempts } = reject;
  await raiseIssue(cause, { name: `${table} ${id}: ${code}`, code, message, table, recordId: id, attempts }, doors);
}
