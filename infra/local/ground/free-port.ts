import { createServer } from 'node:net';

/** The first port from `first` on that nobody listens on. A stand-in may still lose it to somebody faster; then it says so. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 1000; port += 1) if (await isFree(port)) return port;
  throw new Error(`No free port from ${first} on.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => server.close(() => resolve(true)))
      .listen(port, 'localhost');
  });
}
