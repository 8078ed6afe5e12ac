import { partitionCount } from '../event/partition.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { fromStateRow } from './state.ts';

export type AnchorDoors = {
  readonly records: RelayDoors['addresses'] & Pick<RelayDoors['records'], 'get'>;
  readonly control: RelayDoors['addresses'];
  /** Keyed hash: who can write to the tables alone cannot make an anchor. */
  readonly sealOf: (text: string) => string;
  readonly log: RelayDoors['log'];
  readonly now: () => number;
};

/** Head of one chain: row key of its state, number and hash of its last entry. */
export type Leaf = { readonly key: string; readonly seq: number; readonly head: string };
/** What is anchored of a partition: on which day, in how many parts, and the seal of all. */
export type Anchor = { readonly day: string; readonly parts: number; readonly seal: string };

export const partitions: readonly string[] = Array.from(
  { length: partitionCount },
  (_, index) => `p${String(index).padStart(2, '0')}`,
);
export const anchorRow = 'anchor';
export const anchorPartition = (partition: string) => `anchor~${partition}`;
export const leafRow = (day: string, part: number) => `leaf~${day}~${String(part).padStart(5, '0')}`;

/** 250 leaves of about 110 characters stay below the 32,768 that a text column takes. */
const leavesPerPart = 250;
/** Whose states are read at a time: a round of reconcile waits for all of them, and those of one partition may be thousands. */
const partitionsAtOnce = 8;

/**
 * Once a day, for each partition: the heads of all its chains and a seal over them. A chain that is removed or cut off afterwards,
 * its state with it, then shows in `verifyAnchors`. The seal is logged too, where the tables' owner cannot reach it. Does nothing
 * where today's anchor is there; may be called as often as one likes.
 */
export async function writeAnchors(doors: AnchorDoors): Promise<void> {
  const day = new Date(doors.now()).toISOString().slice(0, 10);
  for (let start = 0; start < partitions.length; start += partitionsAtOnce) {
    const part = partitions.slice(start, start + partitionsAtOnce);
    await Promise.all(part.map((partition) => anchor(partition, day, doors)));
  }
}

async function anchor(partition: string, day: string, doors: AnchorDoors): Promise<void> {
  const before = await readAnchor(partition, doors);
  if (before?.day !== day) await writeAnchor(partition, day, before, doors);
}

export async function readAnchor(partition: string, doors: Pick<AnchorDoors, 'control'>): Promise<Anchor | undefined> {
  const row = await doors.control.get(anchorPartition(partition), anchorRow);
  return row && { day: String(row.day), parts: Number(row.parts), seal: String(row.seal) };
}

/** The chains of a partition as they are now. A record that nothing was told of has none. */
export async function readLeaves(partition: string, doors: Pick<AnchorDoors, 'records'>): Promise<readonly Leaf[]> {
  const rows: readonly StoredRow[] = await doors.records.range(partition, 'r~', 'r~~');
  return rows.flatMap((row) => {
    const { seq, head } = fromStateRow(row);
    return seq > 0 ? [{ key: row.rowKey, seq, head }] : [];
  });
}

/** The leaves first, then the row that makes them count, then the old ones go: a crash in between leaves one whole anchor. */
async function writeAnchor(partition: string, day: string, before: Anchor | undefined, doors: AnchorDoors) {
  const leaves = await readLeaves(partition, doors);
  const parts = Array.from({ length: Math.ceil(leaves.length / leavesPerPart) }, (_, part) =>
    JSON.stringify(leaves.slice(part * leavesPerPart, (part + 1) * leavesPerPart)),
  );
  const partitionKey = anchorPartition(partition);
  for (const [part, text] of parts.entries())
    await doors.control.transact([{ kind: 'upsert', row: { partitionKey, rowKey: leafRow(day, part), text } }]);
  const seal = doors.sealOf([day, ...parts].join('\n'));
  const row = { partitionKey, rowKey: anchorRow, day, parts: parts.length, seal };
  await doors.control.transact([{ kind: 'upsert', row }]);
  doors.log('anchored', { partition, count: leaves.length, code: seal });
  for (let part = 0; part < (before?.parts ?? 0); part += 1)
    await doors.control.transact([{ kind: 'delete', partitionKey, rowKey: leafRow(before?.day ?? '', part) }]);
}
