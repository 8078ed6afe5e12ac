import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const start = join(import.meta.dirname, '..', '..', '..', 'infra', 'local', 'start.ts');
const readyShape = z.object({
  journey: z.string(),
  functions: z.string(),
  dataverse: z.string(),
  pids: z.object({ functions: z.array(z.number()), serviceBus: z.number() }),
});

/** SIGINT and SIGTERM stop everything within this time. */
const stopWithinMs = 5_000;

export type HouseProcess = {
  readonly child: ChildProcess;
  /** The one line on stdout. Throws what the house said when it ends before. */
  readonly ready: Promise<z.infer<typeof readyShape>>;
  /** Everything on stderr up to now. */
  readonly said: () => string;
  /** Every line on stdout up to now. */
  readonly printed: () => readonly string[];
  /** Processes that descend from the house, now. */
  readonly descendants: () => readonly number[];
  /** Sends the signal to the house's process group, as Ctrl+C in a terminal does; the exit code once the house is gone. */
  readonly interrupt: (signal: NodeJS.Signals) => Promise<number | null>;
  /** The exit code, when the house ends by itself. */
  readonly ended: Promise<number | null>;
};

/** Starts `node infra/local/start.ts` on ports of its own, not waiting for anything. */
export function runHouse(
  args: readonly string[],
  firstPort = 17_000 + Math.floor(Math.random() * 14_000),
): HouseProcess {
  const child = spawn(process.execPath, [start, '--json', '--empty', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASSENT_PORT: String(firstPort) },
    detached: true,
  });
  const said: string[] = [];
  const printed: string[] = [];
  child.stderr.on('data', (text) => said.push(String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<z.infer<typeof readyShape>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (printed.push(line) === 1) resolve(readyShape.parse(JSON.parse(line)));
    });
    ended.then((code) => reject(new Error(`The house ended with ${code}:\n${said.join('')}`)));
  });
  // A test that expects the end does not ask for it.
  ready.catch(() => undefined);
  return {
    child,
    ready,
    ended,
    said: () => said.join(''),
    printed: () => printed,
    descendants: () => descendantsOf(child.pid ?? 0),
    interrupt: async (signal) => {
      process.kill(-(child.pid ?? 0), signal);
      return Promise.race([ended, tooLate()]);
    },
  };
}

/** Those of the processes that still run. One that ended and waits to be collected does not. */
export function stillRunning(pids: readonly number[]): readonly number[] {
  const running = new Set(listProcesses().map(({ pid }) => pid));
  return pids.filter((pid) => running.has(pid));
}

/** Asks until the answer is yes. Throws after 20 s. */
export async function until(question: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Not within 20 s: ${question}`);
}

/** Processes that descend from this one, now. */
export function descendantsOf(root: number): readonly number[] {
  const all = listProcesses();
  const below = (parent: number): number[] =>
    all.filter(({ ppid }) => ppid === parent).flatMap(({ pid }) => [pid, ...below(pid)]);
  return below(root);
}

function listProcesses(): readonly { readonly pid: number; readonly ppid: number }[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = 'Z']) => !state.startsWith('Z'))
    .map(([pid, ppid]) => ({ pid: Number(pid), ppid: Number(ppid) }));
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The house still runs after ${stopWithinMs} ms.`)), stopWithinMs).unref();
  });
}
