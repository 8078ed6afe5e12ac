import type { HostsOptions } from '../hosts.ts';
import { type HostProcess, spawnHost } from './spawn-host.ts';

export type Keeper = {
  /** One host for each port (0 = any free one, kept over restarts). Throws when one does not start. */
  readonly start: (ports: readonly number[]) => Promise<void>;
  readonly living: () => readonly HostProcess[];
  readonly advanceClock: (seconds: number) => Promise<void>;
  readonly onGone: (listener: (reason: string) => void) => void;
  readonly stop: () => Promise<void>;
};

/** Where a host lives; its port stays the same over restarts. */
type Place = { port: number; host: HostProcess | undefined; restart: NodeJS.Timeout | undefined; failures: number };

type KeeperState = { stopping: boolean; clockAheadSeconds: number; timersAt: Place | undefined };

/** Long enough to be seen, and not to spin when a host dies at once. */
const defaultRestartAfterMs = 2_000;

/** A host that could not be started again this often in a row is given up. */
const maxFailures = 5;

/** Keeps host processes alive, the clock of each where it was, and timers in exactly one of them. */
export function createKeeper(options: HostsOptions & { readonly state: string }): Keeper {
  const places: Place[] = [];
  const goneListeners: ((reason: string) => void)[] = [];
  const state: KeeperState = { stopping: false, clockAheadSeconds: 0, timersAt: undefined };
  const ending = new AbortController();
  const starting = new Set<Promise<void>>();
  const living = () => places.flatMap(({ host }) => (host ? [host] : []));

  const spawn = async (place: Place): Promise<void> => {
    const started = bringUp(place);
    starting.add(started);
    await started.finally(() => starting.delete(started));
  };
  const bringUp = async (place: Place): Promise<void> => {
    if (options.timers !== false) state.timersAt ??= place;
    const { clockAheadSeconds } = state;
    const life = { ended: false };
    const host = await spawnHost({
      app: options.app,
      port: place.port,
      state: options.state,
      timers: state.timersAt === place,
      clockAheadSeconds,
      env: options.env,
      onLine: options.onLine,
      signal: ending.signal,
      onClock: (aheadSeconds) => {
        state.clockAheadSeconds = Math.max(state.clockAheadSeconds, aheadSeconds);
      },
      onExit: () => {
        life.ended = true;
        place.host = undefined;
        startAgain(place);
      },
    });
    // Clocks are moved while it is starting, and while it is told so; it counts as living when its own is right.
    for (let toldSeconds = clockAheadSeconds; toldSeconds < state.clockAheadSeconds; ) {
      const aheadSeconds = state.clockAheadSeconds;
      await host.order('clock', { advanceSeconds: aheadSeconds - toldSeconds });
      toldSeconds = aheadSeconds;
    }
    if (life.ended) return;
    if (state.stopping) return host.stop();
    Object.assign(place, { host, port: host.port, failures: 0 });
  };

  const startAgain = (place: Place): void => {
    if (state.stopping) return;
    if (state.timersAt === place) moveTimers(state, places);
    clearTimeout(place.restart);
    place.restart = setTimeout(() => {
      spawn(place).catch((error: unknown) => {
        place.failures += 1;
        if (place.failures < maxFailures) startAgain(place);
        else
          for (const listener of goneListeners)
            listener(`The functions host cannot be started again: ${String(error)}`);
      });
    }, options.restartAfterMs ?? defaultRestartAfterMs);
  };

  return {
    start: async (ports) => {
      for (const port of ports) places.push({ port, host: undefined, restart: undefined, failures: 0 });
      const results = await Promise.allSettled(places.map(spawn));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    living,
    advanceClock: async (seconds) => {
      state.clockAheadSeconds += seconds;
      await Promise.all(living().map((host) => host.order('clock', { advanceSeconds: seconds })));
    },
    onGone: (listener) => {
      goneListeners.push(listener);
    },
    stop: async () => {
      state.stopping = true;
      for (const { restart } of places) clearTimeout(restart);
      ending.abort();
      await Promise.all([...living().map((host) => host.stop()), Promise.allSettled(starting)]);
    },
  };
}

/** The timers of a host that died go to one that lives, which makes up for what was missed; with none left, to the next that starts. */
function moveTimers(state: KeeperState, places: readonly Place[]): void {
  const heir = places.find(({ host }) => host !== undefined);
  state.timersAt = heir;
  void heir?.host?.order('timers', { on: true });
}
