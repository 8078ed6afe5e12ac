import { isWithdrawn } from '../event/nudge.ts';
import { offsOnly, type Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';

/** A table that is mapped no more gives nothing any more; what it was ever given is taken. */
export function leaveMapping({ state }: RecordInHand): Plan {
  const told = Object.keys(state?.told ?? {}).filter((key) => state?.told[key]);
  const takes = [...new Set([...told, ...(state?.pending ?? [])])];
  return takes.length > 0 ? offsOnly(takes, 'table not mapped') : { kind: 'skip', reason: 'table not mapped' };
}

/** The row cannot be read: only what the event itself says may be taken meanwhile, and only where it may be on. */
export function waitFor(record: RecordInHand, reason: string): Plan {
  const { state } = record;
  const mayBeOn = [
    ...new Set([...Object.keys(state?.told ?? {}).filter((key) => state?.told[key]), ...(state?.pending ?? [])]),
  ];
  const takes = mayBeOn.filter((key) => record.nudges.some((nudge) => isWithdrawn(key, nudge)));
  return { kind: 'wait', reason, ...(takes.length > 0 ? { takes } : {}) };
}
