import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { startHosts } from './functions-host/hosts.ts';
import { freePort } from './ground/free-port.ts';
import { type StandInProcess, spawnStandIn } from './ground/spawn-stand-in.ts';
import type { StartOptions } from './start-options.ts';

const here = import.meta.dirname;
export const projectRoot = join(here, '..', '..');

const serviceBusReady = z.object({ control: z.string(), connectionString: z.string() });
const tablesReady = z.object({ connectionString: z.string() });
const dataverseAuth = z.object({
  tokenUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  scope: z.string(),
});
const dataverseReady = z.object({ url: z.string(), organizationId: z.string(), dataverseAuth });
const spotlerAuth = z.object({ baseUrl: z.string(), consumerKey: z.string(), consumerSecret: z.string() });
const spotlerReady = z.object({ url: z.string(), spotlerAuth });

/** Everything that runs, and where. */
export type House = {
  readonly serviceBus: z.infer<typeof serviceBusReady> & { readonly pid: number };
  readonly tables: z.infer<typeof tablesReady>;
  readonly dataverse: z.infer<typeof dataverseReady>;
  readonly spotler: z.infer<typeof spotlerReady>;
  readonly hosts: Awaited<ReturnType<typeof startHosts>>;
  readonly webhookKey: string;
  /** App settings that the functions got. */
  readonly settings: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the parts that stand for Azure, Dynamics and Spotler, then the functions with their addresses. `onGone` is called when a
 * part dies that nobody starts again. Throws when one does not start; those that run are stopped then.
 */
export async function startHouse(
  options: StartOptions,
  listeners: { readonly onLogLine: (line: string) => void; readonly onGone: (reason: string) => void },
): Promise<House> {
  const running: StandInProcess[] = [];
  const start = async (part: string, args: readonly string[]) => {
    // The bus keeps nothing over a restart yet.
    const data = options.data && part !== 'service-bus' ? ['--data', join(options.data, part)] : [];
    const standIn = await spawnStandIn(join(here, part, 'main.ts'), [...args, ...data]);
    running.push(standIn);
    return standIn;
  };
  const stopAll = async () => {
    await Promise.all(running.map(({ stop }) => stop()));
  };

  try {
    const [serviceBus, tables, dataverse, spotler] = await Promise.all([
      start('service-bus', ['--port', '5672', '--topology', join(projectRoot, 'infra', 'topology.json')]),
      start('tables', []),
      start('dataverse', [
        '--port',
        String(await freePort(options.firstPort + 2)),
        ...(options.bare ? ['--bare'] : []),
      ]),
      start('spotler', ['--port', String(await freePort(options.firstPort + 3))]),
    ]);
    const parts = {
      serviceBus: { ...serviceBusReady.parse(serviceBus.ready), pid: serviceBus.child.pid ?? 0 },
      tables: tablesReady.parse(tables.ready),
      dataverse: dataverseReady.parse(dataverse.ready),
      spotler: spotlerReady.parse(spotler.ready),
    };
    const settings = appSettings(parts, options);
    const hosts = await startHosts({
      count: options.hosts,
      port: await freePort(options.firstPort + 1),
      app: join(projectRoot, 'functions'),
      env: { PATH: process.env.PATH, TZ: process.env.TZ, ...settings },
      onLine: listeners.onLogLine,
      ...(options.data ? { state: join(options.data, 'functions-host') } : {}),
    });
    watch(running, hosts, listeners.onGone);
    return {
      ...parts,
      hosts,
      webhookKey: settings.WEBHOOK_KEY ?? '',
      settings,
      stop: async () => {
        for (const { child } of running) child.removeAllListeners('exit');
        await hosts.stop();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function appSettings(
  parts: Pick<House, 'serviceBus' | 'tables' | 'dataverse' | 'spotler'>,
  options: StartOptions,
): Record<string, string> {
  const { dataverse, spotler } = parts;
  return {
    DATAVERSE_URL: dataverse.url,
    DATAVERSE_TOKEN_URL: dataverse.dataverseAuth.tokenUrl,
    DATAVERSE_CLIENT_ID: dataverse.dataverseAuth.clientId,
    DATAVERSE_CLIENT_SECRET: dataverse.dataverseAuth.clientSecret,
    DATAVERSE_SCOPE: dataverse.dataverseAuth.scope,
    ORGANIZATION_ID: dataverse.organizationId,
    SPOTLER_URL: spotler.spotlerAuth.baseUrl,
    SPOTLER_KEY: spotler.spotlerAuth.consumerKey,
    SPOTLER_SECRET: spotler.spotlerAuth.consumerSecret,
    ServiceBusConnection: parts.serviceBus.connectionString,
    TABLES_CONNECTION: parts.tables.connectionString,
    WEBHOOK_KEY: randomBytes(24).toString('base64url'),
    // Kept the same over restarts: hashes made with another one would find nothing.
    ADDRESS_KEY: 'only for this laptop, never for people',
    ...options.settings,
  };
}

function watch(running: readonly StandInProcess[], hosts: House['hosts'], onGone: (reason: string) => void): void {
  for (const { child } of running) {
    child.once('exit', (code, signal) => onGone(`${child.spawnargs[1]} ended (${signal ?? `exit code ${code}`}).`));
  }
  hosts.onGone(onGone);
}
