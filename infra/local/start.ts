/** `npm start`: the whole product on one machine. The addresses are printed when everything is ready to work. */

import { furnish } from './furnish.ts';
import { freePort } from './ground/free-port.ts';
import { listen } from './ground/listen.ts';
import { createRing } from './ground/ring.ts';
import { type House, startHouse } from './house.ts';
import { createJourneyApp, type LogLine } from './journey/journey-app.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';

/** Enough for a whole journey of a test; some 10 MB. */
const keptEvents = 20_000;

await main();

async function main(): Promise<void> {
  const stopping = new AbortController();
  let stop = async () => {};
  let ending = false;
  const end = (code: number, reason?: string) => {
    if (ending) return;
    ending = true;
    if (reason) process.stderr.write(`${reason}\n`);
    stopping.abort();
    void stop().finally(() => process.exit(code));
  };
  process.on('SIGINT', () => end(0));
  process.on('SIGTERM', () => end(0));
  // The terminal was closed.
  process.on('SIGHUP', () => end(0));
  onShellGone(() => end(0));
  try {
    const options = readStartOptions(process.argv.slice(2), process.env);
    const events = createRing<LogLine>(keptEvents);
    const starting = startHouse(
      options,
      { onLogLine: (line) => keepLine(line, events), onGone: (reason) => end(1, reason) },
      stopping.signal,
    );
    // A start that is given up stops what it has begun.
    stop = () =>
      starting.then(
        (house) => house.stop(),
        () => undefined,
      );
    const house = await starting;
    await furnish(house, options, stopping.signal);
    const journey = await listen(createJourneyApp(house, events), await freePort(options.firstPort));
    stop = async () => {
      await journey.close();
      await house.stop();
    };
    if (!ending) announce(`http://localhost:${journey.port}`, house, options);
  } catch (error) {
    end(1, error instanceof Error ? error.message : String(error));
  }
}

/** npm passes SIGTERM on to its shell alone, which dies of it without a word to us. Started by hand we outlive our shell. */
function onShellGone(listener: () => void): void {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) listener();
  }, 200).unref();
}

/** Log lines of the relay are JSON; whatever else the hosts write is for the person at the terminal. */
function keepLine(line: string, events: { readonly add: (line: LogLine) => void }): void {
  if (!line.startsWith('{')) return void process.stderr.write(`${line}\n`);
  try {
    events.add(JSON.parse(line));
  } catch {
    // A line that only looks like JSON is for the person too.
    process.stderr.write(`${line}\n`);
  }
}

function announce(journey: string, house: House, options: StartOptions): void {
  const { dataverse, spotler, hosts } = house;
  if (options.json) {
    const ready = {
      ready: true,
      journey,
      functions: hosts.url,
      dataverse: dataverse.url,
      spotler: spotler.url,
      webhook: `${hosts.url}/api/dataverse`,
      webhookKey: house.webhookKey,
      serviceBus: house.serviceBus.connectionString,
      tables: house.tables.connectionString,
      tablesControl: house.tables.control,
      organizationId: dataverse.organizationId,
      dataverseAuth: dataverse.dataverseAuth,
      spotlerAuth: spotler.spotlerAuth,
      pids: { functions: hosts.pids(), serviceBus: house.serviceBus.pid },
    };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  process.stdout.write(
    [
      '',
      `  Journey (what happened to each save)   ${journey}`,
      `  Dynamics 365 stand-in                  ${dataverse.url}`,
      `  Spotler Mail+ sandbox                  ${spotler.url}`,
      `  Functions (webhook, health)            ${hosts.url}`,
      '',
      '  Ctrl+C stops everything.',
      '',
    ].join('\n'),
  );
}
