import { Cron } from 'croner';

export type Schedule = {
  /** The first occurrence after `fromMs`; `undefined` when there is none. */
  readonly next: (fromMs: number) => number | undefined;
};

/**
 * An NCRONTAB expression of six fields, seconds first, or of five, in UTC (Azure Functions docs, "Timer trigger", NCRONTAB
 * expressions). A day of month and a day of week must both fit, other than in cron. Throws when it cannot be read.
 */
export function parseSchedule(text: string): Schedule {
  if (/^\d+(\.\d+)?:\d/.test(text))
    throw new Error(`Schedule "${text}": time spans are not there; write an NCRONTAB expression.`);
  const cron = new Cron(text, { timezone: 'UTC', domAndDow: true, mode: '5-or-6-parts', paused: true });
  return { next: (fromMs) => cron.nextRun(new Date(fromMs))?.getTime() };
}
