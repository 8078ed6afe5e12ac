import { z } from 'zod';
import { channelOf, type PermissionKey } from '../event/permission.ts';
import type { Row } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { modeOf, type SecondStep, secondSteps, type WithdrawalCause, withdrawalCauses } from '../event/withdrawal.ts';
import type { Decision, TakeReason, Verdict } from './decide.ts';

/**
 * What is remembered of a contact that is to leave the platform in a way that cannot be taken back: since when its cause holds with
 * every permission off (milliseconds since 1970), and how far it is. `begun` = the platform may have done it.
 */
export const endingShape = z.object({
  cause: z.enum(withdrawalCauses),
  mode: z.enum(secondSteps),
  since: z.number(),
  step: z.enum(['waits', 'begun', 'done']),
  /** When it was done; 0 = it is not. */
  at: z.number(),
});
export type Ending = z.infer<typeof endingShape>;

export const endedInWords: Readonly<Record<SecondStep, string>> = {
  deactivate: 'deactivated',
  anonymise: 'anonymised',
  delete: 'deleted',
};

const causes: Readonly<Record<TakeReason, WithdrawalCause | undefined>> = {
  deleted: 'deleted',
  merged: 'deleted',
  inactive: 'deactivated',
  qualified: 'qualified',
  condition: 'condition',
  'do not e-mail': 'doNotEmail',
  'no e-mail address': 'noAddress',
  // The order has its own steps.
  erased: undefined,
};

/**
 * Why a record that belongs on the platform has no ground to be there, where the settings do more than revoke for it: the CRM says yes
 * to nothing, and no to e-mail or has no e-mail address. Undefined where anything else keeps a permission off, as that may pass.
 */
export function lostGround(
  { values }: Row,
  settings: TableSettings,
  verdicts: Readonly<Record<PermissionKey, Verdict>>,
): Extract<TakeReason, 'do not e-mail' | 'no e-mail address'> | undefined {
  const all = Object.entries(verdicts);
  if (!all.every(([, { reason }]) => grounds.has(reason))) return undefined;
  const saysNo = all.some(([key, { reason }]) => reason === 'crm says no' && channelOf(key) === 'email');
  if (saysNo && modeOf(settings, 'doNotEmail') !== 'revoke') return 'do not e-mail';
  const address = values[settings.address.email];
  const isEmpty = address !== undefined && String(address ?? '').trim() === '';
  return isEmpty && modeOf(settings, 'noAddress') !== 'revoke' ? 'no e-mail address' : undefined;
}

const grounds: ReadonlySet<string> = new Set(['crm says no', 'crm says nothing', 'no address']);

export type EndingInput = {
  readonly decision: Exclude<Decision, { kind: 'wait' }>;
  readonly settings: TableSettings;
  readonly before: Ending | undefined;
  /** Something may still be on. */
  readonly takes: boolean;
  /** Something was on, or may have been. */
  readonly wasOn: boolean;
  readonly now: number;
};

/**
 * How far the second step is after this look; undefined where the cause is gone, or its mode is to revoke. `begun` = its time has
 * come: with the cause as it was all the while, and nothing to be switched off any more.
 */
export function nextEnding({ decision, settings, before, takes, wasOn, now }: EndingInput): Ending | undefined {
  const cause = decision.kind === 'take' ? causes[decision.reason] : undefined;
  const mode = cause && modeOf(settings, cause);
  if (!cause || !mode || mode === 'revoke') return undefined;
  const anew: Ending = { cause, mode, since: now, step: 'waits', at: 0 };
  if (before?.cause !== cause || before.mode !== mode) return anew;
  if (before.step === 'done' && !wasOn) return before;
  if (takes) return anew;
  return { ...before, step: now < dueOf(before, settings) ? 'waits' : 'begun' };
}

/** When the second step is due, under the settings of now. */
export function dueOf({ since }: Ending, settings: TableSettings): number {
  return since + (settings.withdrawal?.afterHours ?? 24) * 3_600_000;
}
