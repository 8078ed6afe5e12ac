import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import type { WriteLog } from '../core/core-types.ts';
import type { Runs } from '../runs.ts';
import { withSocketsUnwatched } from './client-sockets.ts';
import { toMessageRequest } from './to-message-request.ts';

/** A function with a Service Bus trigger, settings resolved. */
export type Trigger = {
  readonly functionName: string;
  readonly bindingName: string;
  readonly queueName: string;
  readonly autoComplete: boolean;
};

export type Settle = {
  readonly complete: (message: ServiceBusReceivedMessage) => Promise<void>;
  readonly abandon: (message: ServiceBusReceivedMessage) => Promise<void>;
};

/**
 * One message: the handler runs, *then* the message is completed, or abandoned when the handler threw; the broker redelivers at once.
 * Never throws: a settlement that fails (the lock was lost while the handler went on) is only logged, and the message comes again.
 */
export async function deliver(
  trigger: Trigger,
  runs: Runs,
  log: WriteLog,
  message: ServiceBusReceivedMessage,
  settle: Settle,
): Promise<void> {
  const run = runs.begin(trigger.functionName);
  try {
    if (await handle(trigger, run.call, log, message)) {
      if (trigger.autoComplete) await settle.complete(message);
    } else {
      await settle.abandon(message);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(
      'warning',
      'Host.Triggers.ServiceBus',
      `${trigger.queueName}: message ${message.messageId} was not settled: ${reason}`,
    );
  } finally {
    run.end();
  }
}

async function handle(
  trigger: Trigger,
  call: ReturnType<Runs['begin']>['call'],
  log: WriteLog,
  message: ServiceBusReceivedMessage,
): Promise<boolean> {
  try {
    const request = toMessageRequest(trigger.bindingName, message);
    await withSocketsUnwatched(() => call(request));
    return true;
  } catch (error) {
    // A failed handler has been logged by its run; a body that cannot be bound has not.
    const reason = error instanceof Error ? error.message : String(error);
    log(
      'debug',
      'Host.Triggers.ServiceBus',
      `${trigger.queueName}: message ${message.messageId} is abandoned: ${reason}`,
    );
    return false;
  }
}
