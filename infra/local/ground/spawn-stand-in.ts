import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** For the environment of every process of the house: code compiled and stripped of its types once loads in half the time the next time. */
export const compileCache = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'compile'),
} as const;

export type StandInProcess = {
  /** What the stand-in printed when it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  readonly child: ChildProcess;
  /** Ends the process (SIGTERM, after 3 s SIGKILL) and waits until it is gone and all it wrote was passed on. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts `node <file> …args` and waits for its ready line (see `run-stand-in.ts`). The IPC channel makes the child stop when we
 * die. Throws when the child ends before it is ready, as it does when `signal` is aborted; what it wrote on stderr is passed on as
 * it comes.
 */
export async function spawnStandIn(
  file: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly onLine?: (line: string) => void;
    readonly onErrorLine?: (line: string) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<StandInProcess> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...compileCache, ...(options.env ?? process.env) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl+C in a terminal reaches only whoever started us all, who stops the parts in their order.
    detached: true,
    windowsHide: true,
  });
  const giveUp = () => child.kill('SIGTERM');
  if (options.signal?.aborted) giveUp();
  options.signal?.addEventListener('abort', giveUp, { once: true });
  const passOn = options.onErrorLine ?? ((line: string) => process.stderr.write(`${line}\n`));
  if (child.stderr) createInterface({ input: child.stderr }).on('line', passOn);
  const ready = await readyLine(child, file, options.onLine ?? (() => undefined)).finally(() =>
    options.signal?.removeEventListener('abort', giveUp),
  );
  return { ready, child, stop: () => stop(child) };
}

function readyLine(
  child: ChildProcess,
  file: string,
  onLine: (line: string) => void,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    // Not `exit`: what it wrote at last, why it cannot start, may come after that.
    child.once('close', (code) => reject(new Error(`${file} ended with exit code ${code} before it was ready.`)));
    child.once('error', reject);
    if (!child.stdout) return;
    let waiting = true;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!waiting) return onLine(line);
      waiting = false;
      resolve(JSON.parse(line));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('exit', () => clearTimeout(kill));
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}
