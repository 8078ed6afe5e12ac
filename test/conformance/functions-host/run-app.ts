import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type StandInProcess, spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';

const main = fileURLToPath(new URL('../../../infra/local/functions-host/main.ts', import.meta.url));
export const fixtureApp = fileURLToPath(new URL('../../fixtures/functions-app', import.meta.url));

const now = new Date();

/** Settings every run of the fixture needs; its Service Bus functions are off unless a test gives a bus. */
export const fixtureSettings = {
  PATH: process.env.PATH,
  // A process of the second test on starts in half the time.
  NODE_COMPILE_CACHE: join(tmpdir(), 'functions-host-compile-cache'),
  // Schedules that do not come by themselves while a test runs, whatever the time of day: every hour, first in half an hour, and …
  TICK: `0 ${(now.getUTCMinutes() + 30) % 60} * * * *`,
  // … every year, first in half a year, also when a test moves the clock on.
  RARELY: `0 0 0 1 ${((now.getUTCMonth() + 6) % 12) + 1} *`,
  QUEUE: 'work',
  'AzureWebJobs.sessions.Disabled': 'true',
  'AzureWebJobs.plain.Disabled': 'true',
};

export type App = {
  readonly url: string;
  readonly process: StandInProcess;
  /** Every line on stderr so far. */
  readonly lines: readonly string[];
  /** The JSON lines so far whose `event` is this. */
  readonly told: (event: string) => readonly Told[];
  readonly control: (path: string, body?: object) => Promise<Told>;
  /** Lets the handler of a message with `hold` go on. */
  readonly release: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: tests look into what the fixture tells.
export type Told = Record<string, any>;

/** The fixture in a host process of its own. */
export async function runApp(env: NodeJS.ProcessEnv = {}, args: readonly string[] = []): Promise<App> {
  const lines: string[] = [];
  const process = await spawnStandIn(main, ['--app', fixtureApp, '--port', '0', ...args], {
    env: { ...fixtureSettings, ...env },
    onErrorLine: (line) => lines.push(line),
  }).catch((error) => {
    throw new Error(`${error.message} It wrote:\n${lines.join('\n')}`);
  });
  const url = String(process.ready.url);
  return {
    url,
    process,
    lines,
    told: (event) => jsonLines(lines).filter((line) => line.event === event),
    control: async (path, body) => {
      const response = await fetch(
        `${url}/_control/${path}`,
        body ? { method: 'POST', body: JSON.stringify(body) } : {},
      );
      return response.json();
    },
    release: async (name) => {
      await fetch(`${url}/api/release/${name}`, { method: 'POST' });
    },
    stop: process.stop,
  };
}

export function jsonLines(lines: readonly string[]): Told[] {
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** Asks again until the answer is given; fails with what it waited for. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited in vain for: ${what}`);
}
