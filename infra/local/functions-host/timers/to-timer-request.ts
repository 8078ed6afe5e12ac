import type { InvocationRequest } from '../core/core-types.ts';
import { neverIso, type TimerStatus } from './timer-status.ts';

/**
 * The TimerInfo of the timers extension as JSON; the library makes its names camel case. `ScheduleStatus` is null for a timer that
 * is not monitored.
 */
export function toTimerRequest(
  bindingName: string,
  isPastDue: boolean,
  status: TimerStatus | undefined,
): InvocationRequest {
  const info = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: status
      ? { Last: status.last ?? neverIso, Next: status.next, LastUpdated: status.lastUpdated }
      : null,
    IsPastDue: isPastDue,
  };
  return { inputData: [{ name: bindingName, data: { json: JSON.stringify(info) } }], triggerMetadata: {} };
}
