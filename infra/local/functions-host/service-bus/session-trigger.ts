import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceBusSessionReceiver } from '@azure/service-bus';
import type { WriteLog } from '../core/core-types.ts';
import type { ServiceBusOptions } from '../host-json.ts';
import type { Runs } from '../runs.ts';
import type { Connection, Connections } from './connections.ts';
import { deliver, type Trigger } from './deliver.ts';
import { type HoldOptions, holdSession } from './hold-session.ts';
import { createTroubleLog } from './trouble-log.ts';
import { untilAborted } from './until-aborted.ts';

/** A running trigger. `stop`: no further message is taken; handlers that run go on and settle. */
export type Listener = { readonly stop: () => Promise<void> };

/** How long a loop waits when the broker refuses it (busy, no such queue) though the connection lives. */
const refusedWaitMs = 300;

/**
 * The session trigger: `maxConcurrentSessions` loops, each accepting the next session that has messages, serving it and accepting
 * again at once. The broker holds an accept open for up to a minute, so that an idle loop costs next to nothing.
 */
export function listenToSessions(
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
  const hold: HoldOptions = {
    idleMs: options.sessionIdleTimeout,
    maxRenewalMs: options.maxAutoLockRenewalDuration,
    prefetchCount: options.prefetchCount,
    deliver: (message, settle) => deliver(trigger, runs, log, message, settle),
    stopping: stopping.signal,
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const connection = await connections.current();
      const session = await accept(connection, trigger.queueName);
      if (session === 'none' || stopping.signal.aborted) continue;
      if (session instanceof Error) {
        troubles.trouble(session.message);
        if (!connection.lost.aborted) await delay(refusedWaitMs * (0.5 + Math.random()));
        continue;
      }
      troubles.over();
      await holdSession(session, connection, hold);
    }
  };
  for (let index = 0; index < options.maxConcurrentSessions; index += 1) {
    loop().catch((error: unknown) =>
      log('critical', 'Host.Triggers.ServiceBus', `A session loop ended: ${String(error)}`),
    );
  }
  return { stop: async () => stopping.abort() };
}

/** The next session with messages; `none` when there was none for a minute. The host renews the lock itself, not the SDK. */
async function accept(connection: Connection, queueName: string): Promise<ServiceBusSessionReceiver | 'none' | Error> {
  const { client, lost } = connection;
  const accepting = connection.run(() =>
    client.acceptNextSession(queueName, { skipParsingBodyAsJson: true, maxAutoLockRenewalDurationInMs: 0 }),
  );
  try {
    const session = await untilAborted(accepting, lost);
    if (session) return session;
  } catch (error) {
    if (isTimeout(error)) return 'none';
    if (!lost.aborted) return error instanceof Error ? error : new Error(String(error));
  }
  giveUp(accepting);
  connection.retire();
  return new Error('The connection was lost.');
}

/** The SDK may connect again and be granted a session that nobody serves: it would be locked for as long as a lock lasts. */
function giveUp(accepting: Promise<ServiceBusSessionReceiver>): void {
  accepting.then((session) => session.close()).catch(() => undefined);
}

function isTimeout(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ServiceTimeout' || code === 'OperationTimeoutError';
}
