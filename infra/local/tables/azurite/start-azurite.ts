import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';

/**
 * Run inside Azurite: when the channel to us closes, because we stop or are gone, it gets SIGINT, the only signal on which it saves what
 * it holds. The channel may be closed already when this runs.
 */
const endWithUs = `data:text/javascript,
  const end = () => process.kill(process.pid, 'SIGINT');
  if (process.connected) process.on('disconnect', end);
  else end();`;
const findByPartition = new URL('find-by-partition.ts', import.meta.url).href;
/** Our own parent kills us 3 s after it asked us to stop. */
const stopWithinMs = 2500;

export type AzuriteOptions = {
  readonly port: number;
  /** Where the rows are kept; in memory only when left out. */
  readonly data?: string;
  /** Called when it ends without being asked to. */
  readonly onGone: () => void;
};

/** Starts Azurite's table service as a child, with its telemetry off. Throws when it does not listen within 20 s. */
export async function startAzurite({ port, data, onGone }: AzuriteOptions) {
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const where = data === undefined ? ['--inMemoryPersistence'] : ['--location', data];
  const quiet = ['--silent', '--disableTelemetry', '--skipApiVersionCheck'];
  const address = ['--tableHost', '127.0.0.1', '--tablePort', String(port)];
  const modules = [endWithUs, findByPartition].flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...modules, main, ...where, ...quiet, ...address], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A group of its own: Ctrl+C in a terminal must not reach it as well, a second SIGINT would end it before it has saved.
    detached: true,
  });
  const ended = once(child, 'exit');
  child.once('exit', onGone);
  await answers(port);
  return {
    pid: child.pid,
    stop: async () => {
      child.removeListener('exit', onGone);
      if (child.connected) child.disconnect();
      const kill = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** Resolves when something listens. */
async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isOpen(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Azurite did not start within 20 s.');
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const tell = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}
