import { createServer } from 'node:net';

/** As many ports are tried as anybody is likely to have in use in a row. */
const portsToTry = 20;

/** `port`, or the next one that is free when it is taken; 0 stays 0. Throws when none of the next twenty is free. */
export async function freePort(port: number): Promise<number> {
  if (port === 0) return 0;
  for (let candidate = port; candidate < port + portsToTry; candidate += 1) {
    if (await isFree(candidate)) return candidate;
  }
  throw new Error(`No port from ${port} to ${port + portsToTry - 1} is free.`);
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)));
  });
}
