import type { Core } from './core/core.ts';
import type { InvocationRequest, InvocationResponse, Registered, WriteLog } from './core/core-types.ts';
import { invoke } from './core/invoke.ts';

export type Run = {
  /** Throws what the handler threw. */
  readonly call: (request: InvocationRequest) => Promise<InvocationResponse>;
  /** The run counts as running until this is called; settling a message is still part of it. */
  readonly end: () => void;
};

export type Runs = {
  /** Counts a run of the function from now on. Work that is only promised (a manual fire) begins here as well. */
  readonly begin: (name: string) => Run;
  readonly running: () => Readonly<Record<string, number>>;
  /** Only grows, each time work starts: tells "idle" from "between two steps". */
  readonly activity: () => number;
  readonly lastRun: () => Readonly<Record<string, LastRun>>;
  /** Resolves when nothing runs any more, or after `maxMs`. */
  readonly settled: (maxMs: number) => Promise<void>;
};

type LastRun = { readonly startedAt: string; readonly endedAt: string; readonly ok: boolean };

type NotedRun = { readonly startedMs: number; readonly endedMs: number; readonly ok: boolean };

/** Every run of every function, counted. `onTimeout` is called for a run that takes longer than `functionTimeout`. */
export function createRuns(
  core: Core,
  options: { readonly functionTimeoutMs: number; readonly log: WriteLog; readonly onTimeout: () => void },
): Runs {
  const byName = new Map([...core.functions.values()].map((registered) => [registered.metadata.name, registered]));
  const running = new Map<string, number>([...byName.keys()].map((name) => [name, 0]));
  const last = new Map<string, NotedRun>();
  const waiting = new Set<() => void>();
  const counters = { activity: 0, open: 0 };

  const call = async (registered: Registered, request: InvocationRequest): Promise<InvocationResponse> => {
    const { name } = registered.metadata;
    const startedMs = Date.now();
    const stopWatch = watch(name, options);
    const note = (ok: boolean) => last.set(name, { startedMs, endedMs: Date.now(), ok });
    try {
      const response = await invoke(core, registered, request);
      note(true);
      return response;
    } catch (error) {
      note(false);
      options.log('error', `Function.${name}`, `Executed '${name}' (Failed): ${describe(error)}`);
      throw error;
    } finally {
      stopWatch();
    }
  };

  return {
    begin: (name) => {
      const registered = byName.get(name);
      if (!registered) throw new Error(`There is no function ${name}.`);
      counters.activity += 1;
      counters.open += 1;
      running.set(name, (running.get(name) ?? 0) + 1);
      return {
        call: (request) => call(registered, request),
        end: once(() => {
          counters.open -= 1;
          running.set(name, (running.get(name) ?? 1) - 1);
          if (counters.open === 0) for (const resume of waiting) resume();
        }),
      };
    },
    running: () => Object.fromEntries(running),
    activity: () => counters.activity,
    lastRun: () => Object.fromEntries([...last].map(([name, run]) => [name, toLastRun(run)])),
    settled: (maxMs) => {
      if (counters.open === 0) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.add(resolve);
        setTimeout(resolve, maxMs).unref();
      });
    },
  };
}

/** The host ends the worker process when a function takes longer than host.json allows; everything else in it dies with it. */
function watch(
  name: string,
  options: { readonly functionTimeoutMs: number; readonly log: WriteLog; readonly onTimeout: () => void },
): () => void {
  // setTimeout cannot wait longer than 2^31 ms; such a limit is none.
  if (options.functionTimeoutMs >= 2 ** 31) return () => undefined;
  const timer = setTimeout(() => {
    options.log('error', 'Host', `Timeout value of ${options.functionTimeoutMs} ms was exceeded by function ${name}.`);
    options.onTimeout();
  }, options.functionTimeoutMs);
  return () => clearTimeout(timer);
}

function toLastRun({ startedMs, endedMs, ok }: NotedRun): LastRun {
  return { startedAt: new Date(startedMs).toISOString(), endedAt: new Date(endedMs).toISOString(), ok };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function once(action: () => void): () => void {
  const state = { done: false };
  return () => {
    if (state.done) return;
    state.done = true;
    action();
  };
}
