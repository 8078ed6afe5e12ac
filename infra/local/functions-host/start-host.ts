import { Console } from 'node:console';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from '../ground/run-stand-in.ts';
import { type Core, createCore } from './core/core.ts';
import { findTriggers } from './core/find-triggers.ts';
import { loadApp } from './core/load-app.ts';
import { provideCore } from './core/provide-core.ts';
import { fireByHand } from './fire-by-hand.ts';
import { readHostJson } from './host-json.ts';
import { createFront } from './http/front.ts';
import { createKeyCheck } from './http/keys.ts';
import { toRoutes } from './http/routes.ts';
import { createLogLines } from './log-lines.ts';
import { moveDate } from './move-date.ts';
import { refuseWhatIsMissing } from './refuse-what-is-missing.ts';
import { createRuns, type Runs } from './runs.ts';
import { watchClientSockets } from './service-bus/client-sockets.ts';
import { listenToServiceBus, type ServiceBusListeners } from './service-bus/service-bus.ts';
import { isDisabled, loadLocalSettings } from './settings.ts';
import { createTimerStatusStore } from './timers/timer-status.ts';
import { createTimers, type Timers } from './timers/timers.ts';

export type HostOptions = {
  /** Directory of the built app. */
  readonly app: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly timers: boolean;
  /** Where the status of timers is kept; without it a restart forgets which occurrences were missed. */
  readonly state?: string | undefined;
  readonly clockAheadSeconds: number;
};

/** A handler that runs when the host stops has this long to end; whoever started us kills at 3 s. */
const graceMs = 2_300;

/** Closing says goodbye to the broker; a broker that does not answer must not hold up the end. */
const closeMs = 500;

/**
 * Starts the Functions host for a built app in this process: Date is replaced, `@azure/functions-core` provided, the console sent to
 * stderr. One app per process. Throws when the app or its settings cannot be used.
 */
export async function startHost(options: HostOptions): Promise<Running> {
  const clock = moveDate(options.clockAheadSeconds);
  watchClientSockets();
  // Stdout is for the ready line alone.
  globalThis.console = new Console(process.stderr, process.stderr);
  loadLocalSettings(options.app, process.env);
  const hostJson = readHostJson(options.app, process.env);
  const log = createLogLines(hostJson.logging.logLevel, (line) => process.stderr.write(`${line}\n`));

  const core = createCore(log);
  provideCore(core.api);
  await loadApp(core, options.app);
  refuseWhatIsMissing(core);
  const runs = createRuns(core, { functionTimeoutMs: hostJson.functionTimeout, log, onTimeout: () => process.exit(1) });
  const timers = createTimers(core, runs, createTimerStatusStore(options.state), log);
  const routes = toRoutes(
    findTriggers(core, 'httpTrigger').filter(({ functionName }) => !isDisabled(functionName, process.env)),
    hostJson.extensions.http.routePrefix,
  );
  const server = createFront({
    routes,
    runs,
    checkKey: createKeyCheck(process.env.FUNCTIONS_HOST_KEYS),
    admin: { fire: (name, input) => fireByHand(core, runs, timers, name, input) },
    control: {
      state: () => ({
        activity: runs.activity(),
        running: runs.running(),
        lastRun: runs.lastRun(),
        timers: { on: timers.isOn(), next: timers.next() },
        clockAheadSeconds: clock.aheadSeconds(),
      }),
      advanceClock: (seconds) => {
        clock.advance(seconds);
        // Whoever keeps us alive starts the next process with the same clock.
        process.send?.({ clockAheadSeconds: clock.aheadSeconds() });
        timers.check();
      },
      switchTimers: timers.switch,
    },
  });
  const port = await listen(server, options.port);
  const listeners = listenToServiceBus(core, hostJson.extensions.serviceBus, runs, log);
  timers.switch(options.timers);
  return { ready: { url: `http://localhost:${port}` }, stop: () => stop(core, runs, timers, server, listeners) };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Nothing new is taken; what runs may end and settle; then the connections are closed. */
async function stop(core: Core, runs: Runs, timers: Timers, server: Server, listeners: ServiceBusListeners) {
  timers.switch(false);
  server.close();
  await listeners.stop();
  await runs.settled(graceMs);
  server.closeAllConnections();
  await Promise.race([listeners.close(), delay(closeMs)]);
  await core.hooks.run('appTerminate', { hookData: core.appOnlyHookData, appHookData: core.appHookData });
}
