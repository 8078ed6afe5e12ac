/** What a stand-in offers once it runs. `ready` becomes the one line on stdout (its addresses and process id). */
export type Running = { readonly ready: Readonly<Record<string, unknown>>; readonly stop: () => Promise<void> };

/** Whoever asks us to stop kills us after 3 s. When nobody is left to do so, we end ourselves. */
const stopWithinMs = 3_500;

/**
 * The main function of every stand-in process: prints `{"ready":true,…}` as the only line on stdout, stops on SIGINT, SIGTERM
 * and when the process that started it is gone, and ends with exit code 1 and one sentence on stderr when it cannot start.
 */
export async function runStandIn(start: () => Promise<Running>): Promise<void> {
  // Gone while our modules were loaded, or gone before we are ready: there is nothing to save yet.
  if (process.connected === false) process.exit(1);
  const giveUp = () => process.exit(1);
  process.on('disconnect', giveUp);
  try {
    const { ready, stop } = await start();
    const end = once(async () => {
      setTimeout(giveUp, stopWithinMs).unref();
      await stop();
      process.exit(0);
    });
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
    process.off('disconnect', giveUp).on('disconnect', end);
    process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, ...ready })}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

function once(action: () => Promise<void>): () => void {
  let called = false;
  return () => {
    if (called) return;
    called = true;
    void action();
  };
}
