import type { Core } from '../core/core.ts';
import type { WriteLog } from '../core/core-types.ts';
import { type FoundTrigger, findTriggers } from '../core/find-triggers.ts';
import type { ServiceBusOptions } from '../host-json.ts';
import type { Runs } from '../runs.ts';
import { connectionSetting, isDisabled, resolveSettings } from '../settings.ts';
import { createConnections } from './connections.ts';
import type { Trigger } from './deliver.ts';
import { listenToQueue } from './queue-trigger.ts';
import { listenToSessions } from './session-trigger.ts';

export type ServiceBusListeners = {
  /** Takes no further message. Handlers that run go on and settle. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Starts the Service Bus triggers of the app that are not switched off, each with a connection of its own. Throws naming the setting
 * that is missing.
 */
export function listenToServiceBus(
  core: Core,
  options: ServiceBusOptions,
  runs: Runs,
  log: WriteLog,
): ServiceBusListeners {
  const started = findTriggers(core, 'serviceBusTrigger')
    .filter(({ functionName }) => !isDisabled(functionName, process.env))
    .map((found) => {
      const trigger = toTrigger(found, options);
      const connections = createConnections(connectionSetting(String(found.binding.connection), process.env));
      const listen = isTrue(found.binding.isSessionsEnabled) ? listenToSessions : listenToQueue;
      return { connections, listener: listen(connections, trigger, options, runs, log) };
    });
  return {
    stop: async () => {
      await Promise.allSettled(started.map(({ listener }) => listener.stop()));
    },
    close: async () => {
      await Promise.allSettled(started.map(({ connections }) => connections.close()));
    },
  };
}

function toTrigger({ functionName, bindingName, binding }: FoundTrigger, options: ServiceBusOptions): Trigger {
  const missing = (what: string) => new Error(`Function "${functionName}": ${what} is not there in this host.`);
  if (typeof binding.queueName !== 'string') throw missing('a Service Bus topic trigger');
  if (binding.cardinality === 'many') throw missing("cardinality 'many'");
  if (binding.sdkBinding === true) throw missing('sdkBinding');
  return {
    functionName,
    bindingName,
    queueName: resolveSettings(binding.queueName, process.env),
    autoComplete:
      binding.autoCompleteMessages === undefined ? options.autoCompleteMessages : isTrue(binding.autoCompleteMessages),
  };
}

/** A switch may also be an app setting: `%NAME%`. */
function isTrue(value: unknown): boolean {
  return typeof value === 'string' ? resolveSettings(value, process.env).toLowerCase() === 'true' : value === true;
}
