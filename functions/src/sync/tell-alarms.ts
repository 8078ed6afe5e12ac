import { z } from 'zod';
import type { Alarm } from './alarm.ts';
import type { Notes } from './notes.ts';

/** What is told to the customer's own alarm system. No personal data: codes, texts of ours, counts and times. */
export type LifecycleEvent =
  | {
      readonly type: 'alarm.raised' | 'alarm.cleared';
      readonly code: string;
      readonly text: string;
      readonly since: string;
    }
  | { readonly type: 'run.finished'; readonly job: string; readonly kind: string; readonly status: string };

export type Outbox = {
  /** Kept until it is told; the same id twice is one event. */
  readonly add: (id: string, event: LifecycleEvent) => Promise<void>;
  /** Tells what is kept, oldest first; what cannot be told stays for the next time. */
  readonly flush: () => Promise<void>;
};

const raisedShape = z
  .string()
  .transform((text) => z.record(z.string(), z.object({ text: z.string(), since: z.string() })).parse(JSON.parse(text)));

/** Compares the alarms of now with those that were told of, and puts each that began or ended into the outbox, once. */
export async function tellAlarms(
  alarms: readonly Alarm[],
  doors: {
    readonly notes: Notes;
    readonly outbox: Outbox;
    readonly check: () => Promise<void>;
    readonly now: () => number;
  },
): Promise<void> {
  const note = z.object({ raised: raisedShape }).safeParse(await doors.notes.read('alarms')).data;
  const before = note?.raised ?? {};
  const at = new Date(doors.now()).toISOString();
  const now = Object.fromEntries(
    alarms.map(({ code, text }) => [code, { text: before[code]?.text ?? text, since: before[code]?.since ?? at }]),
  );
  await doors.check();
  for (const [code, alarm] of Object.entries(now)) {
    if (!before[code])
      await doors.outbox.add(`raised~${code}~${alarm.since}`, { type: 'alarm.raised', code, ...alarm });
  }
  for (const [code, alarm] of Object.entries(before)) {
    if (!now[code]) await doors.outbox.add(`cleared~${code}~${alarm.since}`, { type: 'alarm.cleared', code, ...alarm });
  }
  // After the outbox: a crash in between adds the same ids again.
  await doors.notes.write('alarms', { raised: JSON.stringify(now) });
  await doors.outbox.flush();
}
