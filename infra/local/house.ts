import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Hosts, startHosts } from './functions-host/hosts.ts';
import { freePort } from './ground/free-port.ts';
import type { StandInProcess } from './ground/spawn-stand-in.ts';
import { importSolutions } from './import-solutions.ts';
import { type Parts, startParts } from './parts.ts';
import type { StartOptions } from './start-options.ts';

const app = join(import.meta.dirname, '..', '..', 'functions');

/** Everything that runs, and where. */
export type House = Parts & {
  readonly hosts: Hosts;
  readonly webhookKey: string;
  /** Whether this start imported the solutions; with `--data` an earlier one may have. */
  readonly isNew: boolean;
  readonly stop: () => Promise<void>;
};

export type HouseListeners = {
  /** Each line that the functions write. */
  readonly onLogLine: (line: string) => void;
  /** A part died that nobody starts again. */
  readonly onGone: (reason: string) => void;
};

type Running = { readonly parts: StandInProcess[]; hosts: Hosts | undefined; stopping: boolean };

/**
 * Starts the parts that stand for Azure, Dynamics and Spotler, then the functions with their addresses, while the solutions are
 * imported. Throws when one does not start or `signal` is aborted meanwhile; what ran is stopped by then.
 */
export async function startHouse(
  options: StartOptions,
  { onLogLine, onGone }: HouseListeners,
  signal: AbortSignal,
): Promise<House> {
  const running: Running = { parts: [], hosts: undefined, stopping: false };
  const onStarted = (part: string, standIn: StandInProcess) => {
    running.parts.push(standIn);
    standIn.child.once('exit', (code, killedBy) => {
      if (!running.stopping) onGone(`${part} ended (${killedBy ?? `exit code ${code}`}).`);
    });
  };
  try {
    const parts = await startParts(options, onStarted, signal);
    const settings = appSettings(parts, options);
    const importing = importSolutions(parts.dataverse.url, options);
    // It is awaited below; until then a functions host that refuses a setting is what to tell.
    importing.catch(() => undefined);
    running.hosts = await startHosts({
      count: options.hosts,
      port: await freePort(options.firstPort + 1),
      app,
      env: { PATH: process.env.PATH, TZ: process.env.TZ, ...settings },
      onLine: onLogLine,
      ...(options.data ? { state: join(options.data, 'functions-host') } : {}),
    });
    running.hosts.onGone(onGone);
    const isNew = await importing;
    signal.throwIfAborted();
    return {
      ...parts,
      hosts: running.hosts,
      webhookKey: settings.WEBHOOK_KEY ?? '',
      isNew,
      stop: () => stopAll(running),
    };
  } catch (error) {
    await stopAll(running);
    throw error;
  }
}

/** The functions first: what they have begun they end with everybody else still there. */
async function stopAll(running: Running): Promise<void> {
  running.stopping = true;
  await running.hosts?.stop();
  await Promise.all(running.parts.map((part) => part.stop()));
}

function appSettings({ dataverse, spotler, serviceBus, tables }: Parts, options: StartOptions): Record<string, string> {
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
    ServiceBusConnection: serviceBus.connectionString,
    TABLES_CONNECTION: tables.connectionString,
    WEBHOOK_KEY: randomBytes(24).toString('base64url'),
    // Kept the same over restarts: hashes made with another one would find nothing.
    ADDRESS_KEY: 'only for this laptop, never for people',
    // Their schedules are off; both can still be fired by hand.
    ...(options.feedback ? {} : { 'AzureWebJobs.feedback.Disabled': 'true' }),
    ...(options.reconcile ? {} : { 'AzureWebJobs.reconcile.Disabled': 'true' }),
    ...options.settings,
  };
}
