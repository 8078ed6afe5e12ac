import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './hosts/free-port.ts';
import { type Front, listenForHosts } from './hosts/front.ts';
import { createKeeper, type Keeper } from './hosts/keeper.ts';

export type Hosts = {
  /** Where the app answers: the only host's own address, or the front's. */
  readonly url: string;
  /** Process ids of the living hosts. */
  readonly pids: () => number[];
  /** Addresses of the control surfaces of the living hosts. */
  readonly controls: () => string[];
  /** Moves the clock of every host, also of one that is being started again. */
  readonly advanceClock: (seconds: number) => Promise<void>;
  /** Called with the reason when a host cannot be started again. */
  readonly onGone: (listener: (reason: string) => void) => void;
  readonly stop: () => Promise<void>;
};

export type HostsOptions = {
  readonly count: 1 | 2;
  /** 0 = any free port; a taken one moves to the next that is free. */
  readonly port: number;
  /** Directory of the built app. */
  readonly app: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether timers run by their schedules; they can be fired by hand either way. */
  readonly timers?: boolean;
  /** Keeps the status of timers over a restart of everything; without it, only over restarts of single hosts. */
  readonly state?: string;
  /** How long a host that ended stays away; 2 s when nothing is said. */
  readonly restartAfterMs?: number;
  /** Each line that a host writes. */
  readonly onLine?: (line: string) => void;
};

/**
 * Runs the app in one or two host processes and keeps them alive: one that ends is started again after a moment on its own port. With
 * one, the host listens on `port` itself; with two, a small front does and passes each connection on to a host that lives, and
 * timers run in one of them. Throws when a host does not start at all (a setting was refused).
 */
export async function startHosts(options: HostsOptions): Promise<Hosts> {
  const ownState = options.state === undefined ? mkdtempSync(join(tmpdir(), 'functions-host-')) : undefined;
  const keeper = createKeeper({ ...options, state: options.state ?? ownState ?? '' });
  const front = await start(options, keeper).catch(async (error: unknown) => {
    await keeper.stop();
    throw error;
  });
  return {
    url: front?.url ?? keeper.living()[0]?.url ?? '',
    pids: () => keeper.living().map(({ pid }) => pid),
    controls: () => keeper.living().map(({ url }) => url),
    advanceClock: keeper.advanceClock,
    onGone: keeper.onGone,
    stop: async () => {
      await keeper.stop();
      await front?.close();
      if (ownState) rmSync(ownState, { recursive: true, force: true });
    },
  };
}

async function start(options: HostsOptions, keeper: Keeper): Promise<Front | undefined> {
  const port = await freePort(options.port);
  if (options.count === 1) {
    await keeper.start([port]);
    return undefined;
  }
  const front = await listenForHosts(port, () => keeper.living().map((host) => host.port));
  try {
    await keeper.start([0, 0]);
  } catch (error) {
    await front.close();
    throw error;
  }
  return front;
}
