import { type ChildProcess, spawn } from 'node:child_process';

/** A bench that was told to end and does not (it may be stopping stand-ins) is killed after this time. */
const graceMs = 3000;

/**
 * Runs `node <file> …args` with our own output and waits for its end. Gives undefined when it went well, else a sentence that
 * says what was wrong. With `limitMs` it is ended after that time, which counts as failed; so is a signal to us, passed on.
 */
export async function runWithin(file: string, args: readonly string[], limitMs?: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  let late = false;
  const limit =
    limitMs === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          end(child);
        }, limitMs);
  const passOn = () => end(child);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const [code, signal] = await exitOf(child);
  clearTimeout(limit);
  process.off('SIGINT', passOn).off('SIGTERM', passOn);
  if (late) return `was still running after ${(limitMs ?? 0) / 1000} s`;
  if (signal) return `was ended by ${signal}`;
  return code === 0 ? undefined : `ended with exit code ${code}`;
}

function exitOf(child: ChildProcess): Promise<readonly [number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('exit', () => clearTimeout(kill));
}
