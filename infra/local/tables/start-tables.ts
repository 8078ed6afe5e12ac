import { createClock } from '../ground/clock.ts';
import { createFaults } from '../ground/faults.ts';
import { listen } from '../ground/listen.ts';
import { createRing } from '../ground/ring.ts';
import type { Running } from '../ground/run-stand-in.ts';
import { anyFreePort } from './azurite/free-port.ts';
import { startAzurite } from './azurite/start-azurite.ts';
import { type Behaviour, createSwitches } from './behaviour.ts';
import { connectToAzurite } from './calls/pass-on.ts';
import { serveCalls } from './calls/serve-calls.ts';
import { createTally } from './calls/tally.ts';
import { createControlApp } from './control/create-control-app.ts';
import type { Parts } from './parts.ts';

/** Azurite's well-known development account; everybody's Azurite has it. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export type TablesOptions = {
  readonly port: number;
  readonly controlPort: number;
  readonly behaviour: Behaviour;
  /** Where the rows are kept; in memory only when left out. */
  readonly data?: string;
};

/**
 * Starts the proxy, its control surface and Azurite behind them. In the ready line `direct` goes past the proxy, for measurements, and
 * `storePid` is Azurite's process. Throws EADDRINUSE for a taken port.
 */
export async function startTables(options: TablesOptions): Promise<Running> {
  const storePort = await anyFreePort();
  const behind = connectToAzurite(storePort);
  const parts: Parts = {
    clock: createClock(),
    faults: createFaults(),
    log: createRing(),
    switches: createSwitches(options.behaviour),
    tally: createTally(),
    passOn: behind.passOn,
  };
  // The ports first: a taken one is told before Azurite takes its second to start.
  const tables = await serveCalls(parts, options.port);
  const control = await listen(createControlApp(parts), options.controlPort);
  const azurite = await startAzurite({
    port: storePort,
    ...(options.data === undefined ? {} : { data: options.data }),
    onGone: endWithoutStore,
  });
  return {
    ready: {
      port: tables.port,
      connectionString: connectionString(tables.port),
      control: `http://localhost:${control.port}`,
      direct: connectionString(storePort),
      storePid: azurite.pid,
    },
    stop: async () => {
      await Promise.all([tables.close(), control.close()]);
      behind.close();
      await azurite.stop();
    },
  };
}

/** Without its store nothing here is of use: end, so that the house sees it. */
function endWithoutStore(): void {
  process.stderr.write('Azurite ended.\n');
  process.exit(1);
}

function connectionString(port: number): string {
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};TableEndpoint=http://127.0.0.1:${port}/${account};`;
}
