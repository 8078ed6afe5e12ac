import type { AsyncSettings } from './async-settings.ts';
import type { Delivery } from './remote-execution-context.ts';

type Job = { readonly delivery: Delivery; readonly attempt: number };

/** Where asynchronous jobs wait: first for their delay, then for a free connection. */
export type WaitingRoom = {
  readonly add: (delivery: Delivery, attempt: number) => void;
  /** Starts what may start; to be called when something has changed. */
  readonly next: () => void;
  readonly state: () => { readonly waiting: number; readonly paused: number };
  readonly clear: () => void;
};

/**
 * `underWay`: how many are being sent; at most `connections` at once. Without shuffling jobs are sent one at a time, in the order
 * they came, whatever their delays are.
 */
export function createWaitingRoom(parts: {
  readonly settings: () => AsyncSettings;
  readonly underWay: () => number;
  readonly connections: number;
  readonly run: (delivery: Delivery, attempt: number) => void;
}): WaitingRoom {
  const { settings, underWay, connections, run } = parts;
  const timers = new Set<NodeJS.Timeout>();
  let ready: Job[] = [];
  let line: { readonly job: Job; isDue: boolean }[] = [];

  const take = (): Job | undefined => {
    if (underWay() === 0 && line[0]?.isDue) return line.shift()?.job;
    return underWay() < connections ? takeAny(ready) : undefined;
  };

  const next = () => {
    while (!settings().paused) {
      const job = take();
      if (!job) return;
      run(job.delivery, job.attempt);
    }
  };

  const later = (delayMs: number, due: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      due();
      next();
    }, delayMs);
    timers.add(timer);
  };

  return {
    add: (delivery, attempt) => {
      const { delayMs, shuffle } = settings();
      const job = { delivery, attempt };
      const ownDelayMs = delayMs[0] + Math.random() * (delayMs[1] - delayMs[0]);
      if (shuffle) return later(ownDelayMs, () => ready.push(job));
      const place = { job, isDue: false };
      line.push(place);
      later(ownDelayMs, () => {
        place.isDue = true;
      });
    },
    next,
    state: () => {
      // Those in the line have a timer until they are due.
      const count = timers.size + ready.length + line.filter(({ isDue }) => isDue).length;
      return settings().paused ? { waiting: 0, paused: count } : { waiting: count, paused: 0 };
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      ready = [];
      line = [];
    },
  };
}

/** Takes one out, any of them; the last takes its place. */
function takeAny(jobs: Job[]): Job | undefined {
  const position = Math.floor(Math.random() * jobs.length);
  const picked = jobs[position];
  const last = jobs.pop();
  if (last && position < jobs.length) jobs[position] = last;
  return picked;
}
