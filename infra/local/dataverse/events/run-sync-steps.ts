import { DataverseError } from '../errors.ts';
import type { Call } from '../messages/call.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { DataEvent } from './data-event.ts';
import type { Step } from './step-book.ts';

/**
 * Sends the synchronous webhooks of a transaction, one after the other, before it commits. An answer that is not 2xx throws, and
 * the caller's save fails with it.
 */
export async function runSyncSteps(org: Organisation, call: Call, events: readonly DataEvent[]): Promise<void> {
  for (const event of events) {
    for (const step of org.steps.matching(event).filter(({ synchronous }) => synchronous)) {
      await runStep(org, call, event, step);
    }
  }
}

async function runStep(org: Organisation, call: Call, event: DataEvent, step: Step): Promise<void> {
  const failure = await org.queue.sendNow({
    call,
    event,
    step,
    operationId: call.requestId,
    createdAt: org.clock.now(),
  });
  if (failure === undefined) return;
  throw new DataverseError(
    400,
    '0x80050201',
    `The webhook call failed because the http request payload has failed: ${failure}`,
  );
}
