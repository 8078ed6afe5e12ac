/** The table stand-in: Azurite's table service as a child, on a free port, with its telemetry off. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { type Running, runStandIn } from '../ground/run-stand-in.ts';

/** Azurite's well-known development account; everybody's Azurite has it. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

await runStandIn(start);

async function start(): Promise<Running> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const port = await freePort();
  const azurite = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const where = values.data ? ['--location', values.data] : ['--inMemoryPersistence'];
  const options = [
    '--silent',
    '--disableTelemetry',
    '--skipApiVersionCheck',
    '--tableHost',
    '127.0.0.1',
    '--tablePort',
    String(port),
  ];
  const child = spawn(process.execPath, [azurite, ...where, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  child.once('exit', () => process.exit(1));
  await answers(port);
  return {
    ready: {
      port,
      connectionString: `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};TableEndpoint=http://127.0.0.1:${port}/${account};`,
    },
    stop: async () => {
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port for the tables.');
  return address.port;
}

/** Resolves when something listens; gives up after 20 s. */
async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Azurite did not start within 20 s.');
}
