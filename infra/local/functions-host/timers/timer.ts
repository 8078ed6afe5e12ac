import type { FoundTrigger } from '../core/find-triggers.ts';
import { resolveSettings } from '../settings.ts';
import { parseSchedule, type Schedule } from './schedule.ts';

/** One timer of the app and where it stands. */
export type Timer = {
  readonly functionName: string;
  readonly bindingName: string;
  readonly schedule: Schedule;
  /** Whether its status is kept, so that an occurrence that was missed can be made up for. */
  readonly useMonitor: boolean;
  readonly runOnStartup: boolean;
  nextMs: number | undefined;
  alarm: NodeJS.Timeout | undefined;
  /** Runs of one timer never overlap: the next begins when this is done. */
  last: Promise<void>;
};

/** A timer as it was registered. Throws when its schedule cannot be read or names a setting that is missing. */
export function toTimer({ functionName, bindingName, binding }: FoundTrigger, environment: NodeJS.ProcessEnv): Timer {
  const schedule = parseSchedule(resolveSettings(String(binding.schedule), environment));
  return {
    functionName,
    bindingName,
    schedule,
    // A timer that runs more than once a minute is not monitored, whatever it asks for.
    useMonitor: binding.useMonitor !== false && !isMoreThanOnceAMinute(schedule),
    runOnStartup: binding.runOnStartup === true,
    nextMs: undefined,
    alarm: undefined,
    last: Promise.resolve(),
  };
}

function isMoreThanOnceAMinute(schedule: Schedule): boolean {
  const first = schedule.next(Date.now());
  const second = first === undefined ? undefined : schedule.next(first);
  return first !== undefined && second !== undefined && second - first < 60_000;
}
