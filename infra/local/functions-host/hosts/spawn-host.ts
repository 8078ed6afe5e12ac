import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { spawnStandIn } from '../../ground/spawn-stand-in.ts';

export type HostProcess = {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** An order to the control surface. A host that dies meanwhile needs none: it is started again with what is wanted. */
  readonly order: (path: 'clock' | 'timers', body: object) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type SpawnOptions = {
  readonly app: string;
  readonly port: number;
  readonly state: string;
  readonly timers: boolean;
  readonly clockAheadSeconds: number;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
  /** Aborted, a host that is not ready yet is stopped. */
  readonly signal: AbortSignal;
  readonly onClock: (aheadSeconds: number) => void;
  readonly onExit: () => void;
};

const readySchema = z.object({ pid: z.number(), url: z.string() });
const clockMessage = z.object({ clockAheadSeconds: z.number() });

/** Starts one host process and waits until it is ready. Throws when it ends before; what it wrote went to `onLine`. */
export async function spawnHost(options: SpawnOptions): Promise<HostProcess> {
  const { app, port, state, timers, clockAheadSeconds } = options;
  const { ready, child, stop } = await spawnStandIn(
    fileURLToPath(new URL('../main.ts', import.meta.url)),
    [
      ...['--app', app, '--port', String(port), '--state', state],
      ...['--timers', timers ? 'on' : 'off', '--clock-ahead', String(clockAheadSeconds)],
    ],
    {
      signal: options.signal,
      ...(options.env && { env: options.env }),
      ...(options.onLine && { onLine: options.onLine, onErrorLine: options.onLine }),
    },
  );
  child.on('message', (message) => {
    const parsed = clockMessage.safeParse(message);
    if (parsed.success) options.onClock(parsed.data.clockAheadSeconds);
  });
  child.once('exit', options.onExit);
  // It may have died between its ready line and this one.
  if (child.exitCode !== null || child.signalCode !== null) options.onExit();

  const { pid, url } = readySchema.parse(ready);
  return {
    pid,
    url,
    port: Number(new URL(url).port),
    order: async (path, body) => {
      await fetch(`${url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) }).catch(() => undefined);
    },
    stop,
  };
}
