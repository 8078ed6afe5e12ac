import type { Bit, Snapshot } from './cast.ts';

/** What was done to whom between two quiet moments, in no order: nobody knows which look saw what. Keys: `id~bit`, `address~bit`. */
export type Round = {
  /** In words, for whoever has to understand a violation. */
  readonly acts: { readonly id: string; readonly act: string }[];
  /** Permissions of a record of which the CRM was made to say something. */
  readonly spoken: Set<string>;
  /** Of those: it may have been made to say less. */
  readonly lowered: Set<string>;
  /** Records that came, changed their address, went, or had a part in a merge. */
  readonly moved: Set<string>;
  readonly merged: Set<string>;
  /** Records that were made inactive or active. */
  readonly turned: Set<string>;
  /** Every address that a record had, the one it came with included. */
  readonly places: Map<string, Set<string>>;
  /** What recipients withdrew: `bits` of a record's contact, by the address that the contact had. */
  readonly asked: { readonly id: string; readonly bits: readonly Bit[]; readonly address: string | undefined }[];
  /** Contacts that the platform mails no more: hard bounce, complaint, opt-out from everything. */
  readonly closed: { readonly id: string; readonly address: string | undefined }[];
};

export function startRound(before: Snapshot): Round {
  const places = [...before].map(([id, { address }]) => [id, new Set(address ? [address] : [])] as const);
  return {
    acts: [],
    spoken: new Set(),
    lowered: new Set(),
    moved: new Set(),
    merged: new Set(),
    turned: new Set(),
    places: new Map(places),
    asked: [],
    closed: [],
  };
}

export function notePlace(round: Round, id: string, address: string | undefined): void {
  const known = round.places.get(id) ?? new Set();
  if (address) known.add(address.toLowerCase());
  round.places.set(id, known);
  round.moved.add(id);
}

export function noteWord(round: Round, id: string, bits: readonly Bit[], how: 'yes' | 'less'): void {
  for (const bit of bits) {
    round.spoken.add(`${id}~${bit}`);
    if (how === 'less') round.lowered.add(`${id}~${bit}`);
  }
}
