import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';
import {
  type Anchor,
  type AnchorDoors,
  anchorPartition,
  type Leaf,
  leafRow,
  partitions,
  readAnchor,
  readLeaves,
} from './anchor.ts';
import { idIn } from './keys.ts';
import { readEntryHash } from './ledger-rows.ts';

const leavesShape = z.array(z.object({ key: z.string(), seq: z.number(), head: z.string() }));

export type AnchorCheck = {
  /** Chains that were anchored and looked at. */
  readonly chains: number;
  /** Each in words, with the record. Empty = every anchored chain is there and begins as it did. */
  readonly faults: readonly string[];
};

/** Holds the last anchors against the chains of now: names each chain that is gone, was cut off or was written anew. */
export async function verifyAnchors(doors: AnchorDoors): Promise<AnchorCheck> {
  const checks: AnchorCheck[] = [];
  for (const partition of partitions) checks.push(await verifyPartition(partition, doors));
  return {
    chains: checks.reduce((sum, { chains }) => sum + chains, 0),
    faults: checks.flatMap(({ faults }) => faults),
  };
}

async function verifyPartition(partition: string, doors: AnchorDoors): Promise<AnchorCheck> {
  const anchor = await readAnchor(partition, doors);
  if (!anchor) return { chains: 0, faults: [`partition ${partition} has no anchor yet`] };
  const parts = await readParts(partition, anchor, doors);
  if (!parts || doors.sealOf([anchor.day, ...parts].join('\n')) !== anchor.seal)
    return { chains: 0, faults: [`the anchor of partition ${partition} was changed`] };
  const anchored = parts.flatMap((part) => leavesShape.parse(JSON.parse(part)));
  const now = new Map((await readLeaves(partition, doors)).map((leaf) => [leaf.key, leaf]));
  const faults: string[] = [];
  for (const leaf of anchored) {
    const fault = await faultOf(leaf, now.get(leaf.key), partition, doors);
    if (fault !== undefined) faults.push(`${recordOf(leaf).table} ${recordOf(leaf).id}: ${fault}`);
  }
  return { chains: anchored.length, faults };
}

async function readParts(
  partition: string,
  { day, parts }: Anchor,
  doors: AnchorDoors,
): Promise<readonly string[] | undefined> {
  const texts: string[] = [];
  for (let part = 0; part < parts; part += 1) {
    const row = await doors.control.get(anchorPartition(partition), leafRow(day, part));
    if (typeof row?.text !== 'string') return undefined;
    texts.push(row.text);
  }
  return texts;
}

async function faultOf(
  leaf: Leaf,
  now: Leaf | undefined,
  partition: string,
  doors: AnchorDoors,
): Promise<string | undefined> {
  if (!now) return 'its chain is gone';
  if (now.seq < leaf.seq) return `its chain ends before entry ${leaf.seq}`;
  if (now.seq === leaf.seq && now.head === leaf.head) return undefined;
  const hash = await readEntryHash({ partition, ...recordOf(leaf) }, leaf.seq, doors.records);
  return hash === leaf.head ? undefined : `its chain is not the one that was anchored up to entry ${leaf.seq}`;
}

/** A state's row key names its record: `r~connection~table~id`. */
function recordOf({ key }: Leaf) {
  const [, connection = '', named, sortable = ''] = key.split('~');
  const table = recordTables.find((each) => each === named) ?? 'contact';
  return { connection, table, id: idIn(sortable) };
}
