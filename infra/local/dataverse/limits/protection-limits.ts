import type { Clock } from '../../ground/clock.ts';
import { DataverseError } from '../errors.ts';

/** Service protection limits (page "api limits"), per user: requests and working time in five minutes, requests at once. */
export type ProtectionLimits = {
  readonly setOn: (on: boolean) => void;
  readonly isOn: () => boolean;
  /** Counts a call; throws 429 with Retry-After when a limit is reached. Call the result when the answer is out. */
  readonly enter: (userId: string) => () => void;
  /** What is left, for the answer's headers. */
  readonly left: (userId: string) => { readonly requests: number; readonly seconds: number };
  readonly clear: () => void;
};

const windowSeconds = 300;
const maxRequests = 6000;
const maxWorkMs = 1200_000;
const maxAtOnce = 52;

export function createProtectionLimits(clock: Clock): ProtectionLimits {
  const users = new Map<string, Usage>();
  let on = true;
  const usageOf = (userId: string) => {
    const usage = users.get(userId) ?? createUsage();
    users.set(userId, usage);
    return usage;
  };
  return {
    setOn: (next) => {
      on = next;
    },
    isOn: () => on,
    enter: (userId) => {
      const usage = usageOf(userId);
      const second = Math.floor(clock.now() / 1000);
      usage.forgetBefore(second - windowSeconds);
      if (on) refuse(usage, second);
      usage.begin(second);
      const startedAt = performance.now();
      return () => usage.end(second, performance.now() - startedAt);
    },
    left: (userId) => {
      const usage = usageOf(userId);
      return {
        requests: Math.max(0, maxRequests - usage.requests()),
        seconds: Math.max(0, Math.round((maxWorkMs - usage.workMs()) / 1000)),
      };
    },
    clear: () => {
      on = true;
      users.clear();
    },
  };
}

function refuse(usage: Usage, second: number): void {
  if (usage.atOnce() >= maxAtOnce) {
    throw tooMany('0x80072326', `Number of concurrent requests exceeded the limit of ${maxAtOnce}.`, 1);
  }
  const wait = Math.max(1, usage.oldest() + windowSeconds - second);
  if (usage.requests() >= maxRequests) {
    const over = `Number of requests exceeded the limit of ${maxRequests} over time window of ${windowSeconds} seconds.`;
    throw tooMany('0x80072322', over, wait);
  }
  if (usage.workMs() >= maxWorkMs) {
    const over = `Combined execution time of incoming requests exceeded limit of ${maxWorkMs} milliseconds over time window of ${windowSeconds} seconds.`;
    throw tooMany('0x80072321', over, wait);
  }
}

function tooMany(code: string, message: string, seconds: number): DataverseError {
  return new DataverseError(429, code, message, { 'retry-after': `${seconds}` });
}

type Usage = ReturnType<typeof createUsage>;

/** Calls of one user by second. */
function createUsage() {
  const seconds = new Map<number, { calls: number; workMs: number }>();
  let calls = 0;
  let work = 0;
  let atOnce = 0;
  return {
    requests: () => calls,
    workMs: () => work,
    atOnce: () => atOnce,
    /** Maps keep the order in which seconds were added. */
    oldest: () => seconds.keys().next().value ?? 0,
    forgetBefore: (second: number) => {
      for (const [at, part] of seconds) {
        if (at > second) break;
        calls -= part.calls;
        work -= part.workMs;
        seconds.delete(at);
      }
    },
    begin: (second: number) => {
      const part = seconds.get(second) ?? { calls: 0, workMs: 0 };
      part.calls += 1;
      seconds.set(second, part);
      calls += 1;
      atOnce += 1;
    },
    end: (second: number, ms: number) => {
      atOnce -= 1;
      const part = seconds.get(second);
      if (!part) return;
      part.workMs += ms;
      work += ms;
    },
  };
}
