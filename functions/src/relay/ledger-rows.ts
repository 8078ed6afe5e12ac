import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import { permissionKey } from '../event/permission.ts';
import type { RelayDoors, StoreChange } from './doors.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { ledgerKey } from './keys.ts';
import type { LinkedEntry } from './ledger.ts';
import type { RecordInHand } from './record-in-hand.ts';

type Place = {
  readonly partition: string;
  readonly connection: string;
  readonly table: RecordTable;
  readonly id: string;
};

const changesShape = z.array(z.object({ permission: permissionKey, to: z.enum(['yes', 'no']), reason: z.string() }));

const entryShape = z.object({
  kind: z.enum(['intent', 'result', 'order']),
  at: z.string(),
  bundle: z.string(),
  by: z.string(),
  changes: z.string().transform((text) => changesShape.parse(JSON.parse(text))),
  version: z.string(),
  generation: z.string(),
  answer: z.string(),
  seq: z.number(),
  previous: z.string(),
  hash: z.string(),
});

/** Insert only: an entry is never changed. */
export function ledgerRow(entry: LinkedEntry, { partition, connection, table, id }: Place): StoreChange {
  const rowKey = ledgerKey(connection, table, id, entry.seq);
  const row = { partitionKey: partition, rowKey, ...entry, changes: JSON.stringify(entry.changes) };
  return { kind: 'put', row, etag: undefined };
}

/** A record's whole chain, oldest first. */
export async function readLedger(
  { partition, connection, table, id }: Place,
  records: Pick<RelayDoors['addresses'], 'range'>,
): Promise<readonly LinkedEntry[]> {
  const from = ledgerKey(connection, table, id, 0);
  const to = ledgerKey(connection, table, id, 9_999_999_999);
  return (await records.range(partition, from, to)).map((row) => entryShape.parse(row));
}

/** The hash of one entry as it stands; undefined where there is none. */
export async function readEntryHash(
  { partition, connection, table, id }: Place,
  seq: number,
  records: Pick<RelayDoors['records'], 'get'>,
): Promise<string | undefined> {
  const row = await records.get(partition, ledgerKey(connection, table, id, seq));
  return row ? entryShape.parse(row).hash : undefined;
}

export function placeOf({ table, id }: RecordInHand, connection: string, { partition }: BundleMessage) {
  return { partition, connection, table, id };
}

/** Which nudges led to it, at most three: what anybody asks for again and again is one. */
export function nudgesOf({ nudges }: RecordInHand): string {
  const named = nudges.map(({ message, operationId }) => (operationId ? `${message} ${operationId}` : message));
  return [...new Set(named)].slice(0, 3).join(', ');
}
