import type { ServiceBusReceivedMessage, ServiceBusSessionReceiver } from '@azure/service-bus';
import type { Connection } from './connections.ts';
import type { Settle } from './deliver.ts';
import { keepLock } from './keep-lock.ts';
import { untilAborted } from './until-aborted.ts';

export type HoldOptions = {
  readonly idleMs: number;
  readonly maxRenewalMs: number;
  readonly prefetchCount: number;
  /** Runs the handler and settles; never throws. */
  readonly deliver: (message: ServiceBusReceivedMessage, settle: Settle) => Promise<void>;
  /** Leaves the session as soon as no handler runs. */
  readonly stopping: AbortSignal;
};

/**
 * Serves one accepted session, one message at a time, until none came for `idleMs`, the lock or link is lost, or the host stops.
 * A handler that runs when the lock is lost goes on to its end; its slot is not given to another session before.
 */
export async function holdSession(
  session: ServiceBusSessionReceiver,
  connection: Connection,
  options: HoldOptions,
): Promise<void> {
  const left = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<never>();
  // Nobody may be waiting when the link goes.
  gone.promise.catch(() => undefined);
  const leave = () => left.resolve();
  const lose = (error: unknown) => {
    gone.reject(error);
    leave();
  };
  const idle = idleTimer(options.idleMs, leave);
  const lock = keepLock(session, options.maxRenewalMs, lose);
  const onLost = () => lose(new Error('The connection was lost.'));
  options.stopping.addEventListener('abort', leave);
  connection.lost.addEventListener('abort', onLost);

  // The SDK waits up to a minute for the answer to a settlement whose link is gone; the loop must not.
  const settle: Settle = {
    complete: (message) => Promise.race([session.completeMessage(message), gone.promise]),
    abandon: (message) => Promise.race([session.abandonMessage(message), gone.promise]),
  };
  const serve = oneByOne(async (message) => {
    // What was prefetched and not begun goes back with the session.
    if (options.stopping.aborted) return;
    idle.stop();
    await options.deliver(message, settle);
    idle.start();
  });
  session.subscribe(
    { processMessage: serve.add, processError: async ({ error }) => lose(error) },
    { autoCompleteMessages: false, maxConcurrentCalls: 1 + options.prefetchCount },
  );
  await left.promise;

  idle.stop();
  options.stopping.removeEventListener('abort', leave);
  connection.lost.removeEventListener('abort', onLost);
  await serve.done();
  lock.stop();
  // Closing waits for an answer; a connection that is lost gives none.
  await untilAborted(session.close(), connection.lost);
}

/** Messages of a session are handled in order, one at a time, also when several were prefetched. */
function oneByOne(handle: (message: ServiceBusReceivedMessage) => Promise<void>): {
  readonly add: (message: ServiceBusReceivedMessage) => Promise<void>;
  readonly done: () => Promise<void>;
} {
  const state = { last: Promise.resolve() };
  return {
    add: (message) => {
      state.last = state.last.then(() => handle(message));
      return state.last;
    },
    done: () => state.last,
  };
}

function idleTimer(ms: number, onIdle: () => void): { readonly start: () => void; readonly stop: () => void } {
  const state: { timer?: NodeJS.Timeout } = {};
  const start = () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(onIdle, ms);
  };
  start();
  return { start, stop: () => clearTimeout(state.timer) };
}
