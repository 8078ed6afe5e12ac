import type { Core } from '../core/core.ts';
import type { WriteLog } from '../core/core-types.ts';
import { findTriggers } from '../core/find-triggers.ts';
import type { Runs } from '../runs.ts';
import { isDisabled } from '../settings.ts';
import { type Timer, toTimer } from './timer.ts';
import { neverIso, type TimerStatus, type TimerStatusStore } from './timer-status.ts';
import { toTimerRequest } from './to-timer-request.ts';

export type Timers = {
  readonly isOn: () => boolean;
  /** Switching on makes up, once, for an occurrence that was missed while no host had the timers on. */
  readonly switch: (on: boolean) => void;
  /** Runs what is due now; to be called when the clock has moved. */
  readonly check: () => void;
  /** By hand, also while the timers are off. False when there is no timer of that name. */
  readonly fire: (name: string) => boolean;
  readonly next: () => Readonly<Record<string, string>>;
};

/** `setTimeout` cannot wait longer than 2^31 ms; waking up once an hour is cheap. */
const longestWaitMs = 3_600_000;

/**
 * The timer trigger (Azure Functions docs, "Timer trigger for Azure Functions"), on the clock of this process. However many
 * occurrences the clock has passed, one run makes up for them.
 */
export function createTimers(core: Core, runs: Runs, store: TimerStatusStore, log: WriteLog): Timers {
  const timers = findTriggers(core, 'timerTrigger').map((found) => toTimer(found, process.env));
  const scheduled = timers.filter(({ functionName }) => !isDisabled(functionName, process.env));
  const state = { on: false };
  const statusOf = (timer: Timer) => (timer.useMonitor ? store.read(timer.functionName) : undefined);

  const arm = (timer: Timer): void => {
    clearTimeout(timer.alarm);
    if (!state.on || timer.nextMs === undefined) return;
    const waitMs = Math.min(Math.max(timer.nextMs - Date.now(), 0), longestWaitMs);
    timer.alarm = setTimeout(() => check(timer), waitMs);
  };
  const check = (timer: Timer): void => {
    if (state.on && timer.nextMs !== undefined && timer.nextMs <= Date.now()) {
      timer.nextMs = timer.schedule.next(Date.now());
      run(timer, false);
    }
    arm(timer);
  };
  const run = (timer: Timer, isPastDue: boolean): void => {
    // Counted from now, also while it waits for the run before it.
    const started = runs.begin(timer.functionName);
    timer.last = timer.last
      .then(() => started.call(toTimerRequest(timer.bindingName, isPastDue, statusOf(timer))))
      // The run has logged its error; the schedule goes on.
      .catch(() => undefined)
      .then(() => {
        if (timer.useMonitor) store.write(timer.functionName, statusAfterRun(timer));
        started.end();
      });
  };
  const begin = (timer: Timer): void => {
    const status = statusOf(timer);
    timer.nextMs = timer.schedule.next(Date.now());
    if (timer.useMonitor && !status) store.write(timer.functionName, firstStatus(timer));
    const isPastDue = status !== undefined && Date.parse(status.next) < Date.now();
    if (isPastDue) log('information', 'Host.Triggers.Timer', `${timer.functionName} is past due since ${status.next}.`);
    if (isPastDue || timer.runOnStartup) run(timer, isPastDue);
    arm(timer);
  };

  return {
    isOn: () => state.on,
    switch: (on) => {
      if (on === state.on) return;
      state.on = on;
      if (on) scheduled.forEach(begin);
      else for (const { alarm } of scheduled) clearTimeout(alarm);
    },
    check: () => scheduled.forEach(check),
    fire: (name) => {
      const timer = timers.find(({ functionName }) => functionName === name);
      if (timer) run(timer, false);
      return timer !== undefined;
    },
    next: () => Object.fromEntries(scheduled.map(({ functionName, nextMs }) => [functionName, toIso(nextMs)])),
  };
}

function firstStatus(timer: Timer): TimerStatus {
  return { next: toIso(timer.nextMs), lastUpdated: toIso(Date.now()) };
}

function statusAfterRun(timer: Timer): TimerStatus {
  const now = Date.now();
  return { last: toIso(now), next: toIso(timer.schedule.next(now)), lastUpdated: toIso(now) };
}

function toIso(ms: number | undefined): string {
  return ms === undefined ? neverIso : new Date(ms).toISOString();
}
