import type { Core } from './core/core.ts';
import { findTriggers } from './core/find-triggers.ts';
import type { Runs } from './runs.ts';
import { toManualRequest } from './service-bus/to-message-request.ts';
import type { Timers } from './timers/timers.ts';

/**
 * Runs a function without its trigger, as the admin API does: a timer as if it were due, a Service Bus function with `input` as the
 * body of a message that never was on a queue. Gives false when there is no such function.
 */
export function fireByHand(core: Core, runs: Runs, timers: Timers, name: string, input: string): boolean {
  if (timers.fire(name)) return true;
  const found = findTriggers(core, 'serviceBusTrigger').find(({ functionName }) => functionName === name);
  if (!found) return false;
  const run = runs.begin(name);
  run
    .call(toManualRequest(found.bindingName, input))
    // The run has logged its error; the caller has its 202 already.
    .catch(() => undefined)
    .finally(run.end);
  return true;
}
