import type { House, JourneyEvent } from '../journeys/house.ts';

/** Every name and address that the driver plants begins with it. */
export const planted = /zwijg/i;
const keptPerRecord = 12;

export type Logs = {
  /** Reads what the relay has said since the last time; the house keeps only the last thousand lines. */
  readonly read: () => Promise<void>;
  readonly lastOf: (id: string) => readonly string[];
  /** Log lines in which a planted name or address was found. */
  readonly leaks: () => number;
};

export function followLogs(house: House): Logs {
  const last = new Map<string, string[]>();
  let since = 0;
  let leaks = 0;
  return {
    read: async () => {
      const lines = (await house.get(`${house.journey}/_control/events?since=${since}`)) as readonly JourneyEvent[];
      for (const { n, ...line } of lines) {
        since = Math.max(since, n);
        const text = JSON.stringify(line);
        if (planted.test(text)) leaks += 1;
        if (line.id !== undefined) last.set(line.id, [...(last.get(line.id) ?? []).slice(1 - keptPerRecord), text]);
      }
      // Records of lives long gone: the newest few thousand are enough to explain a violation.
      for (const id of last.keys()) if (last.size > 5000) last.delete(id);
    },
    lastOf: (id) => last.get(id) ?? [],
    leaks: () => leaks,
  };
}
