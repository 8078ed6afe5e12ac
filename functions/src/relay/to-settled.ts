import type { WriteResult } from '../event/contact-write.ts';
import type { PermissionKey } from '../event/permission.ts';
import { because, type Suppression } from '../event/suppression.ts';
import type { Sending } from './call-platform.ts';
import { baseline } from './decide.ts';
import { withheldOf } from './display.ts';
import type { LedgerChange } from './ledger.ts';
import type { Ended } from './settle.ts';
import { type State, unknownRecord } from './state.ts';
import type { Begun } from './write-pending.ts';

/** What is remembered once the platform has answered: only what it confirmed. */
export function toSettled(
  { record, plan, stillOpen }: Sending & Begun,
  result: Exclude<WriteResult, { kind: 'retry' }>,
  takeFailed: boolean,
): Ended {
  const before = record.state ?? unknownRecord;
  const taken = takeFailed ? {} : Object.fromEntries(plan.takes.map((key) => [key, false]));
  // A refused call changed nothing; one before it, whose answer never came, may have.
  const open = (done: object) => before.pending.filter((key) => !Object.hasOwn(done, key));
  if (result.kind === 'refused') {
    const state: State = {
      ...before,
      // Seen at this version, so that reconcile does not bring it again; the next nudge tries it all the same.
      version: plan.version,
      told: { ...before.told, ...taken },
      pending: open(taken).filter((key) => stillOpen.includes(key)),
      pendingGives: stillOpen.length > 0 && before.pendingGives,
      due: plan.due ?? 0,
    };
    const text = result.property
      ? `the platform refuses the property ${result.property}`
      : 'the platform refuses the contact';
    const refused = before.pending.filter((key) => !stillOpen.includes(key));
    return {
      record: { ...record, refused },
      state,
      outcome: { kind: 'rejected', code: result.code },
      message: text,
      changes: changesOf(plan, taken),
      answer: result.code,
    };
  }
  const given = plan.give?.permissions ?? {};
  const confirmed = result.grantsWithheld ? Object.fromEntries(Object.keys(given).map((key) => [key, false])) : given;
  const state: State = {
    ...before,
    version: plan.version,
    life: plan.decision.kind === 'take' && plan.decision.reason === 'deleted' ? 'gone' : 'live',
    hash: plan.hash,
    told: { ...before.told, ...taken, ...confirmed },
    // Left open: what could not be decided now.
    pending: open({ ...taken, ...confirmed }),
    pendingGives: open({ ...taken, ...confirmed }).length > 0 && before.pendingGives,
    ending: plan.ending,
    due: plan.due ?? 0,
  };
  const changes = changesOf(plan, { ...taken, ...confirmed });
  const byPlatform = result.grantsWithheld
    ? { reason: because[result.grantsWithheld], permissions: plan.grants }
    : undefined;
  return {
    record: { ...record, refused: [] },
    state,
    outcome: outcomeOf(plan, before, result.grantsWithheld),
    decided: true,
    changes,
    withheld: withheldOf(plan.decision, byPlatform),
    answer: result.grantsWithheld ?? 'done',
  };
}

/** For the ledger: what the platform confirmed, each with the reason that decided. */
function changesOf(
  plan: Sending['plan'],
  confirmed: Readonly<Record<PermissionKey, boolean>>,
): readonly LedgerChange[] {
  return Object.entries(confirmed).map(([permission, on]) => ({
    permission,
    to: on ? 'yes' : 'no',
    reason: plan.decision.permissions[permission]?.reason ?? '',
  }));
}

function outcomeOf(plan: Sending['plan'], before: State, withheld: Suppression | undefined): Ended['outcome'] {
  if (withheld) return { kind: 'applied', reason: `permissions withheld by the platform: ${because[withheld]}` };
  const waits = Object.values(plan.decision.permissions).some(({ reason }) => reason === baseline);
  if (waits) return { kind: 'applied', reason: 'withheld(baseline)' };
  if (plan.give) return { kind: 'applied' };
  const wasOn = plan.takes.some((key) => before.told[key] === true || before.pending.includes(key));
  if (plan.decision.kind === 'take') {
    return wasOn
      ? { kind: 'applied', reason: plan.decision.reason }
      : { kind: 'skipped', reason: plan.decision.reason };
  }
  return plan.takes.length > 0 ? { kind: 'applied' } : { kind: 'unchanged' };
}
