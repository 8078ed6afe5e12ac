import { channelOf, type PermissionKey } from '../event/permission.ts';
import type { Look, Row } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { usableAddress } from './address.ts';
import { meetsConditions } from './conditions.ts';
import { lostGround } from './ending.ts';
import { type Attributes, toAttributes } from './mapping.ts';
import { permissionsNamed, says } from './says.ts';

/** What we told the platform last: permission → on or off. A permission that is not in it was never told. */
export type Told = Readonly<Record<PermissionKey, boolean>>;

/** What one permission is to be, with the reason that decided. `keep`: stays as it is. */
export type Verdict = { readonly to: 'yes' | 'no' | 'keep'; readonly reason: string };

export type Decision =
  /** The person belongs on the platform: attributes, and each permission as decided. */
  | {
      readonly kind: 'give';
      readonly attributes: Attributes;
      readonly permissions: Readonly<Record<PermissionKey, Verdict>>;
    }
  /** The person may hold no permission any more: everything off, attributes stay as they are. */
  | {
      readonly kind: 'take';
      readonly reason: TakeReason;
      readonly permissions: Readonly<Record<PermissionKey, Verdict>>;
    }
  /** Nothing can be decided; nothing may change. */
  | { readonly kind: 'wait'; readonly reason: string };

/** A yes that waits for the baseline: the platform's existing opt-outs have to be read first. */
export const baseline = 'baseline';

export type TakeReason =
  | 'deleted'
  | 'merged'
  | 'inactive'
  | 'qualified'
  | 'condition'
  | 'erased'
  /** Only where more follows than the permissions being off: see `lostGround`. */
  | 'do not e-mail'
  | 'no e-mail address';

export type Known = {
  /** The permissions that the platform lists. A permission it does not list is never granted. */
  readonly listed: readonly PermissionKey[];
  readonly told: Told;
  /** Permissions whose yes does not count at this address, each with the reason. */
  readonly withheld?: Readonly<Record<PermissionKey, string>>;
  /** False while the platform's own opt-outs are still being read: what was never told is not given yet. */
  readonly isBaselineRead?: boolean;
  /** The person was erased by an order: nothing of her is given any more. */
  readonly erased?: boolean;
  /** Milliseconds since 1970: for conditions that compare with the clock. */
  readonly now: number;
};

/**
 * Decides for one record and connection. Pure. Yes only if everything holds: found, active, not merged, conditions met, usable
 * address, the CRM says yes, the platform lists it; everything else is no, with the first reason that failed. Unknown keeps.
 */
export function decide(look: Look, settings: TableSettings, known: Known): Decision {
  if (look.kind === 'unknown') return { kind: 'wait', reason: look.reason };
  if (look.kind === 'absent') return take('deleted', known);
  if (known.erased) return take('erased', known);
  const { row } = look;
  if (row.merged) return take('merged', known);
  if (!row.active) return take(row.qualified ? 'qualified' : 'inactive', known);
  const conditions = meetsConditions(row.values, settings.conditions, known.now);
  if (conditions === 'no') return take('condition', known);
  if (conditions === 'unknown') return { kind: 'wait', reason: 'condition column unreadable' };
  const permissions = verdicts(row, settings, known);
  const reason = lostGround(row, settings, permissions);
  if (reason) return { kind: 'take', reason, permissions };
  return { kind: 'give', attributes: toAttributes(row, settings), permissions };
}

/** Every permission that the platform lists and every one ever told. */
function take(reason: TakeReason, known: Known): Decision {
  const keys = new Set([...known.listed, ...Object.keys(known.told)]);
  return {
    kind: 'take',
    reason,
    permissions: Object.fromEntries([...keys].map((key) => [key, { to: 'no', reason }] as const)),
  };
}

function verdicts(row: Row, settings: TableSettings, known: Known): Readonly<Record<PermissionKey, Verdict>> {
  const keys = new Set([...known.listed, ...Object.keys(known.told), ...permissionsNamed(row, settings)]);
  return Object.fromEntries([...keys].map((key) => [key, verdict(row, settings, known, key)]));
}

function verdict(row: Row, settings: TableSettings, known: Known, key: PermissionKey): Verdict {
  const said = says(row, settings, key);
  if (said === 'unknown') return { to: 'keep', reason: 'unreadable' };
  if (said === 'no') return { to: 'no', reason: 'crm says no' };
  if (said === 'nothing') return { to: 'no', reason: 'crm says nothing' };
  const channel = channelOf(key);
  const column = settings.address[channel];
  const value = column === undefined ? null : row.values[column];
  if (value === undefined) return { to: 'keep', reason: 'address unreadable' };
  if (value === null || String(value).trim() === '') return { to: 'no', reason: 'no address' };
  if (usableAddress(channel, value) === undefined) return { to: 'no', reason: 'address not usable' };
  const withheld = known.withheld?.[key];
  if (withheld !== undefined) return { to: 'no', reason: withheld };
  if (!known.listed.includes(key)) return { to: 'no', reason: 'not listed by the platform' };
  if (known.isBaselineRead === false && known.told[key] !== true) return { to: 'keep', reason: baseline };
  return { to: 'yes', reason: 'crm says yes' };
}
