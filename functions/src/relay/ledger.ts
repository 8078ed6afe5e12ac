import { createHash } from 'node:crypto';
import type { PermissionKey } from '../event/permission.ts';

/** One permission that changes, or is about to: from what, to what, why, and which record decided. */
export type LedgerChange = { readonly permission: PermissionKey; readonly to: 'yes' | 'no'; readonly reason: string };

/** An entry of a record's consent ledger. Written before (`intent`) and after (`result`) the platform was called; never changed. */
export type LedgerEntry = {
  readonly kind: 'intent' | 'result' | 'order';
  readonly at: string;
  readonly bundle: string;
  /** The nudges that led to it, with the operation of Dataverse; of an order its Job row and who gave it. */
  readonly by: string;
  readonly changes: readonly LedgerChange[];
  /** Row version and settings generation that were looked at. */
  readonly version: string;
  readonly generation: string;
  /** What the platform answered. */
  readonly answer: string;
};

export type LinkedEntry = LedgerEntry & { readonly seq: number; readonly previous: string; readonly hash: string };

/** Head of a record's chain: number and hash of its last entry. */
export type LedgerHead = { readonly seq: number; readonly head: string };

export const emptyLedger: LedgerHead = { seq: 0, head: '' };

/** The next entry of a chain: it carries the hash of the one before, so that a gap or a change shows. */
export function link(head: LedgerHead, entry: LedgerEntry): LinkedEntry {
  const { seq, head: previous } = head;
  const linked = { ...entry, seq: seq + 1, previous };
  return { ...linked, hash: hashOf(linked) };
}

/** The first fault of a chain in words, or undefined where it holds: every number there, every hash right, the head as remembered. */
export function verify(entries: readonly LinkedEntry[], head: LedgerHead): string | undefined {
  let previous: LedgerHead = emptyLedger;
  for (const entry of entries) {
    const { hash, ...content } = entry;
    if (entry.seq !== previous.seq + 1) return `entry ${previous.seq + 1} is missing`;
    if (entry.previous !== previous.head) return `entry ${entry.seq} does not follow the one before it`;
    if (hashOf(content) !== hash) return `entry ${entry.seq} was changed`;
    previous = { seq: entry.seq, head: hash };
  }
  if (previous.seq !== head.seq || previous.head !== head.head)
    return `the last entries are missing after ${previous.seq}`;
  return undefined;
}

/** What the platform was told, by replaying a chain: only results count. */
export function replay(entries: readonly LinkedEntry[]): Readonly<Record<PermissionKey, boolean>> {
  const told: Record<PermissionKey, boolean> = {};
  for (const { kind, changes } of entries) {
    if (kind !== 'result') continue;
    for (const { permission, to } of changes) told[permission] = to === 'yes';
  }
  return told;
}

function hashOf(entry: Omit<LinkedEntry, 'hash'>): string {
  const { kind, at, bundle, by, changes, version, generation, answer, seq, previous } = entry;
  const text = JSON.stringify([seq, previous, kind, at, bundle, by, changes, version, generation, answer]);
  return createHash('sha256').update(text).digest('base64url');
}
