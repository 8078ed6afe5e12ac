import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import type { WriteLog } from '../core/core-types.ts';
import type { ServiceBusOptions } from '../host-json.ts';
import type { Runs } from '../runs.ts';
import type { Connection, Connections } from './connections.ts';
import { deliver, type Settle, type Trigger } from './deliver.ts';
import type { Listener } from './session-trigger.ts';
import { createTroubleLog } from './trouble-log.ts';

/**
 * The trigger without sessions: up to `maxConcurrentCalls` messages at once, whose locks the SDK renews. After a loss of the
 * connection a new receiver takes over; handlers that run settle over the old one, which opens a connection for it.
 * `prefetchCount` has no effect here: the SDK for JavaScript has no prefetch.
 */
export function listenToQueue(
  connections: Connections,
  trigger: Trigger,
  options: ServiceBusOptions,
  runs: Runs,
  log: WriteLog,
): Listener {
  const stopping = new AbortController();
  const troubles = createTroubleLog((message) =>
    log('warning', 'Host.Triggers.ServiceBus', `${trigger.queueName}: ${message}`),
  );
  const receive = async (connection: Connection): Promise<void> => {
    const running = new Set<Promise<void>>();
    const receiver = connection.client.createReceiver(trigger.queueName, {
      skipParsingBodyAsJson: true,
      maxAutoLockRenewalDurationInMs: options.maxAutoLockRenewalDuration,
    });
    const processMessage = async (message: ServiceBusReceivedMessage): Promise<void> => {
      troubles.over();
      const delivered = deliver(trigger, runs, log, message, settleOver(receiver));
      running.add(delivered);
      await delivered;
      running.delete(delivered);
    };
    const processError = async ({ error }: { readonly error: Error }) => troubles.trouble(error.message);
    const subscription = connection.run(() =>
      receiver.subscribe(
        { processMessage, processError },
        { autoCompleteMessages: false, maxConcurrentCalls: options.maxConcurrentCalls },
      ),
    );
    await aborted(AbortSignal.any([connection.lost, stopping.signal]));
    // Not awaited: it waits for a link that may be gone. From now on the SDK opens it no more.
    subscription.close().catch(() => undefined);
    if (connection.lost.aborted) void Promise.allSettled(running).then(connection.retire);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) await receive(await connections.current());
  };
  loop().catch((error: unknown) => log('critical', 'Host.Triggers.ServiceBus', `A receiver ended: ${String(error)}`));
  return { stop: async () => stopping.abort() };
}

function settleOver(receiver: ServiceBusReceiver): Settle {
  return {
    complete: (message) => receiver.completeMessage(message),
    abandon: (message) => receiver.abandonMessage(message),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
