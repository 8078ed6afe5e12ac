import { z } from 'zod';
import type { Alarm } from './alarm.ts';
import type { Notes } from './notes.ts';

export type TimerHealthDoors = {
  readonly notes: Notes;
  /** What befell the organisation as a whole; '' = never, or ours. */
  readonly organisation: () => Promise<{ readonly foreign: string; readonly restoredAt: string }>;
  readonly unreadable: () => Promise<number>;
  readonly silenceMs: number;
  readonly reconcileIsOn: boolean;
  readonly now: () => number;
};

const eventShape = z.object({ at: z.string() });
const reportShape = z.object({
  at: z.string(),
  ms: z.number(),
  changed: z.number(),
  nudged: z.number(),
  deleted: z.number(),
  failedJobs: z.number(),
  orders: z.number(),
  untold: z.number(),
  failures: z.string(),
  unseenAt: z.string(),
});
const deadLettersShape = z.object({ at: z.string(), nudges: z.number(), orders: z.number(), unreadable: z.number() });

/** Its schedule is five minutes; six missed rounds are no accident. */
const overdueMs = 30 * 60_000;
/** Webhooks may be this late; a change that reconcile saw first says nothing before. */
const lateMs = 5 * 60_000;
const copyMs = 24 * 3_600_000;
const restoredMs = 7 * 24 * 3_600_000;

/** What the timers found, for health. `receiving`: events of our organisation arrive, as far as can be known. */
export async function readTimerHealth(doors: TimerHealthDoors) {
  const { notes, now } = doors;
  const [event, foreignEvent, reconciled, letters, organisation, unreadable] = await Promise.all([
    notes.read('last-event').then((note) => eventShape.safeParse(note).data),
    notes.read('foreign-event').then((note) => eventShape.safeParse(note).data),
    notes.read('reconcile').then((note) => reportShape.safeParse(note).data),
    notes.read('dead-letters').then((note) => deadLettersShape.safeParse(note).data),
    doors.organisation(),
    doors.unreadable(),
  ]);
  const age = (at: string | undefined) => now() - Date.parse(at ?? '1970-01-01T00:00:00Z');
  const silent = isSilent(event?.at, reconciled?.unseenAt, doors);
  const alarms: readonly (Alarm | false)[] = [
    organisation.foreign !== '' && {
      code: 'foreign-organisation',
      text: `another organisation (${organisation.foreign}) answers at DATAVERSE_URL: a copy is refused, nothing is decided or granted`,
    },
    age(foreignEvent?.at) < copyMs && {
      code: 'copy-calls',
      text: 'a copy of the organisation sends its webhooks here; they are refused: switch its steps off',
    },
    age(organisation.restoredAt || undefined) < restoredMs && {
      code: 'restored',
      text: `the organisation was restored from a backup (noticed ${organisation.restoredAt}): what it says yes to since counts only where it was on already`,
    },
    silent && {
      code: 'silence',
      text: `no event from the organisation since ${event?.at ?? 'the beginning'} although rows changed: check the webhook and its steps`,
    },
    doors.reconcileIsOn &&
      reconciled !== undefined &&
      age(reconciled.at) > overdueMs && {
        code: 'reconcile-overdue',
        text: `reconcile did not end since ${reconciled.at}`,
      },
    reconciled !== undefined &&
      reconciled.failures !== '' && {
        code: 'reconcile-fails',
        text: `reconcile could not ask: ${reconciled.failures}`,
      },
    unreadable > 0 && { code: 'unreadable', text: `${unreadable} messages could not be read and were removed` },
  ];
  return {
    receiving: !silent && organisation.foreign === '',
    facts: {
      lastEvent: event?.at,
      reconcile: reconciled,
      deadLetters: { ...letters, unreadableNow: unreadable },
    },
    alarms: alarms.filter((alarm) => alarm !== false),
  };
}

/** Rows moved after the last event, reconcile saw it first, and that was long ago. */
function isSilent(
  lastEvent: string | undefined,
  unseenAt: string | undefined,
  { silenceMs, now }: TimerHealthDoors,
): boolean {
  if (!unseenAt) return false;
  const last = Date.parse(lastEvent ?? '1970-01-01T00:00:00Z');
  return Date.parse(unseenAt) > last + lateMs && now() - last > silenceMs;
}
