import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What is remembered of a timer between runs of the host; times in ISO 8601. `last` absent = it has never run. */
export type TimerStatus = { readonly last?: string | undefined; readonly next: string; readonly lastUpdated: string };

/** DateTime.MinValue, which .NET writes for "never". */
export const neverIso = '0001-01-01T00:00:00.000Z';

export type TimerStatusStore = {
  readonly read: (name: string) => TimerStatus | undefined;
  readonly write: (name: string, status: TimerStatus) => void;
};

const statusesSchema = z.record(
  z.string(),
  z.object({ last: z.string().optional(), next: z.string(), lastUpdated: z.string() }),
);

/**
 * The real host keeps this in the blob container `azure-webjobs-hosts`; here it is one file in `directory`, read anew each time
 * because another host process may have run the timers meanwhile. Without a directory it lives as long as the process.
 */
export function createTimerStatusStore(directory: string | undefined): TimerStatusStore {
  const memory = new Map<string, TimerStatus>();
  if (!directory) return { read: (name) => memory.get(name), write: (name, status) => memory.set(name, status) };
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'timers.json');
  const readAll = () => (existsSync(file) ? statusesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {});
  return {
    read: (name) => readAll()[name],
    write: (name, status) => {
      // Written aside and renamed: a host that is killed leaves the old file or the new one, never half of it.
      writeFileSync(`${file}.${process.pid}`, JSON.stringify({ ...readAll(), [name]: status }));
      renameSync(`${file}.${process.pid}`, file);
    },
  };
}
