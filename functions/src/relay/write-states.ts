import type { RelayDoors, StoreChange } from './doors.ts';
import { stateKey } from './keys.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { type State, toStateColumns } from './state.ts';

/** Three rows a record at most (state, ledger, reject), and the counts of all: one transaction takes 100. */
export const recordsPerTransaction = 32;

/** What is to be remembered of a record, with the rows that are written in the same transaction. */
export type StateChange = {
  readonly record: RecordInHand;
  readonly state: State;
  readonly beside?: readonly StoreChange[];
};

export type Where = { readonly partition: string; readonly connection: string };

/**
 * Writes the states of records of one partition, up to 32 in a transaction, each with the ETag that it was read with. Gives the ETag
 * that each state row has now; undefined = somebody else wrote it in between, and nothing of that record was written.
 */
export async function writeStates(
  changes: readonly StateChange[],
  where: Where,
  doors: Pick<RelayDoors, 'records'>,
): Promise<readonly (string | undefined)[]> {
  const parts = Array.from({ length: Math.ceil(changes.length / recordsPerTransaction) }, (_, index) =>
    changes.slice(index * recordsPerTransaction, (index + 1) * recordsPerTransaction),
  );
  return (await Promise.all(parts.map((part) => writePart(part, where, doors)))).flat();
}

/** The rows of one record. */
export function stateChanges({ record, state, beside = [] }: StateChange, where: Where): readonly StoreChange[] {
  const rowKey = stateKey(where.connection, record.table, record.id);
  const row = { partitionKey: where.partition, rowKey, ...toStateColumns(state) };
  return [{ kind: 'put', row, etag: record.etag }, ...beside];
}

/** A transaction does not say whose row was lost: halves do, down to the one. */
async function writePart(
  part: readonly StateChange[],
  where: Where,
  doors: Pick<RelayDoors, 'records'>,
): Promise<readonly (string | undefined)[]> {
  const rows = part.map((change) => stateChanges(change, where));
  const etags = await doors.records.transact(rows.flat());
  if (etags !== 'conflict') return rows.map((_, index) => etags[rows.slice(0, index).flat().length]);
  if (part.length === 1) return [undefined];
  const half = Math.ceil(part.length / 2);
  return [
    ...(await writePart(part.slice(0, half), where, doors)),
    ...(await writePart(part.slice(half), where, doors)),
  ];
}
