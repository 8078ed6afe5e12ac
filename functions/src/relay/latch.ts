import type { PermissionKey } from '../event/permission.ts';
import { type Bounces, followsThePerson, type Suppression } from '../event/suppression.ts';
import type { Says } from './says.ts';

/** What is known of an address by anybody: how often each permission was withdrawn there, by whom last, and what the platform suppresses. */
export type Facts = {
  readonly counts: Readonly<Record<PermissionKey, number>>;
  readonly causes: Readonly<Record<PermissionKey, string>>;
  /** Up to which count the other holders were told. */
  readonly announced: Readonly<Record<PermissionKey, number>>;
  /** The platform mails nobody at this address, whatever the CRM says. Nothing of ours ever lifts it. */
  readonly suppressed?: Suppression;
  /** The suppression that the holders were told of. */
  readonly suppressionTold?: Suppression;
  readonly bounces?: Bounces;
  /** Key of the contact by which the baseline came to know the address: what is off there is counted already. */
  readonly baselineContact?: string;
};

/** What one record said of itself at this address, and up to which count its yes is cleared. */
export type Holder = {
  readonly says: Readonly<Record<PermissionKey, Exclude<Says, 'unknown'>>>;
  readonly cleared: Readonly<Record<PermissionKey, number>>;
  readonly generation: string;
};

export const noFacts: Facts = { counts: {}, causes: {}, announced: {} };

export type LatchInput = {
  /** Read before the row was; for an address that only the row made known, after it: see `readBeforeRow`. */
  readonly facts: Facts;
  readonly readBeforeRow: boolean;
  /** Undefined = the record is new to the address. */
  readonly holder: Holder | undefined;
  readonly says: Readonly<Record<PermissionKey, Says>>;
  /** Permissions whose yes was not cleared where it comes from (another address, another record): it stays withheld. */
  readonly carried: readonly PermissionKey[];
  /** Permissions that the recipient withdrew on the platform, as a read of the contact has shown. */
  readonly byRecipient: readonly PermissionKey[];
  /** Permissions whose yes we were about to make a no, as the recipient withdrew it: that no is counted already. */
  readonly writingBack: readonly PermissionKey[];
  /** A record that was merged away counts nothing and clears nothing. */
  readonly merged: boolean;
  readonly generation: string;
  /** Who withdraws, for the question why: table and id of the record. */
  readonly cause: string;
};

export type Latched = { readonly facts: Facts; readonly holder: Holder; readonly raised: readonly PermissionKey[] };

/**
 * One look at one address. A withdrawal raises the count; a look at which the record does not say yes clears it up to the count
 * that was read before the row (plus the one it raised itself); a look that says yes leaves it. So a yes counts after a withdrawal
 * only if it was not there when somebody looked after the withdrawal. Pure; counts never fall.
 */
export function latch(input: LatchInput): Latched {
  const { facts, holder, says } = input;
  const keys = [...new Set([...Object.keys(says), ...Object.keys(holder?.says ?? {}), ...input.byRecipient])];
  const raised = keys.filter((key) => withdraws(input, key));
  const counts = { ...facts.counts };
  const causes = { ...facts.causes };
  for (const key of raised) {
    counts[key] = (counts[key] ?? 0) + 1;
    causes[key] = input.byRecipient.includes(key) ? `recipient, ${input.cause}` : input.cause;
  }
  const nextSays: Record<PermissionKey, Exclude<Says, 'unknown'>> = {};
  const cleared: Record<PermissionKey, number> = {};
  for (const key of keys) {
    const said = says[key] ?? 'nothing';
    nextSays[key] = said === 'unknown' ? (holder?.says[key] ?? 'nothing') : said;
    cleared[key] = clearedUpTo(input, key, raised.includes(key));
  }
  return {
    facts: { ...facts, counts, causes },
    holder: { says: nextSays, cleared, generation: input.generation },
    raised,
  };
}

/** Cleared: the record knows of every withdrawal at its address. */
export function isCleared(holder: Holder | undefined, facts: Facts, key: PermissionKey): boolean {
  return (holder?.cleared[key] ?? 0) >= (facts.counts[key] ?? 0);
}

/** Does a yes that counts no more here count at no other address either? A bounce is left behind with the address. */
export function staysWithheld(holder: Holder | undefined, facts: Facts, key: PermissionKey): boolean {
  return !isCleared(holder, facts, key) || followsThePerson(facts.suppressed);
}

/** Something happened at the address that its holders have not been told of. */
export function hasUntold({ counts, announced, suppressed, suppressionTold }: Facts): boolean {
  if (suppressed !== suppressionTold) return true;
  return Object.keys(counts).some((key) => (counts[key] ?? 0) > (announced[key] ?? 0));
}

function withdraws(
  { holder, says, byRecipient, writingBack, generation, merged }: LatchInput,
  key: PermissionKey,
): boolean {
  if (byRecipient.includes(key)) return true;
  if (merged) return false;
  // A changed mapping withdraws nothing: only what the record says differently under the same settings does.
  if (holder && holder.generation !== generation) return false;
  const before = holder?.says[key] ?? 'nothing';
  const now = says[key] ?? 'nothing';
  if (now === 'unknown' || (before === 'yes' && writingBack.includes(key))) return false;
  return (before === 'yes' && now !== 'yes') || (now === 'no' && before !== 'no');
}

function clearedUpTo(
  { facts, holder, says, readBeforeRow, carried, merged }: LatchInput,
  key: PermissionKey,
  raised: boolean,
): number {
  const before = holder?.cleared[key] ?? 0;
  const said = says[key] ?? 'nothing';
  if (said === 'yes') return carried.includes(key) ? -1 : before;
  // A record that was merged away lost its rows, not its history: the winner's yes is judged by what was cleared here.
  if (said === 'unknown' || merged) return before;
  // The count of an address first seen in this very row was read too late to clear up to it: the next look does.
  if (!readBeforeRow) return before;
  return (facts.counts[key] ?? 0) + (raised ? 1 : 0);
}
