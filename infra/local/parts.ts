import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from './ground/free-port.ts';
import { type StandInProcess, spawnStandIn } from './ground/spawn-stand-in.ts';
import type { StartOptions } from './start-options.ts';

const here = import.meta.dirname;
const topology = join(here, '..', 'topology.json');

/** What the console would say of a settings document; the stand-in is told where to ask. */
const settingsCheck = join(import.meta.dirname, '..', '..', 'functions', 'src', 'event', 'settings.ts');

const serviceBusReady = z.object({ control: z.string(), connectionString: z.string(), pid: z.number() });
const tablesReady = z.object({ connectionString: z.string(), control: z.string() });
const dataverseAuth = z.object({
  tokenUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  scope: z.string(),
});
const dataverseReady = z.object({ url: z.string(), organizationId: z.string(), dataverseAuth });
const spotlerAuth = z.object({ baseUrl: z.string(), consumerKey: z.string(), consumerSecret: z.string() });
const spotlerReady = z.object({ url: z.string(), spotlerAuth });

/** Where the parts are that stand for Azure, Dynamics and Spotler. */
export type Parts = {
  readonly serviceBus: z.infer<typeof serviceBusReady>;
  readonly tables: z.infer<typeof tablesReady>;
  readonly dataverse: z.infer<typeof dataverseReady>;
  readonly spotler: z.infer<typeof spotlerReady>;
};

/**
 * Starts the parts, each a process. `onStarted` gets each one that runs, also when another fails later. Throws when one does not
 * start or `signal` is aborted; those that are still starting are ended then.
 */
export async function startParts(
  options: StartOptions,
  onStarted: (part: string, standIn: StandInProcess) => void,
  signal: AbortSignal,
): Promise<Parts> {
  const failed = new AbortController();
  const start = async (part: string, args: readonly string[]): Promise<unknown> => {
    // The bus keeps nothing over a restart yet.
    const data = options.data && part !== 'service-bus' ? ['--data', join(options.data, part)] : [];
    const standIn = await spawnStandIn(join(here, part, 'main.ts'), [...args, ...data], {
      env: { ...process.env, DATAVERSE_SETTINGS_CHECK: settingsCheck },
      signal: AbortSignal.any([signal, failed.signal]),
    });
    onStarted(part, standIn);
    return standIn.ready;
  };
  // Looked for one after the other before anything starts: two that look at once may find the same.
  const dataversePort = String(await freePort(options.firstPort + 2));
  const spotlerPort = String(await freePort(Math.max(options.firstPort + 3, Number(dataversePort) + 1)));
  try {
    const [tables, serviceBus, dataverse, spotler] = await Promise.all([
      // First, because it takes longest.
      start('tables', process.env.ASSENT_UNKIND ? ['--unkind'] : []),
      start('service-bus', ['--port', '5672', '--topology', topology]),
      start('dataverse', ['--port', dataversePort, ...(options.bare ? ['--bare'] : [])]),
      start('spotler', ['--port', spotlerPort]),
    ]);
    return {
      serviceBus: serviceBusReady.parse(serviceBus),
      tables: tablesReady.parse(tables),
      dataverse: dataverseReady.parse(dataverse),
      spotler: spotlerReady.parse(spotler),
    };
  } catch (error) {
    failed.abort();
    throw error;
  }
}
