import type { MiddlewareHandler } from 'hono';

/** One order of `POST /_control/faults`: what happens to the next `count` calls that match. */
export type Fault = {
  readonly match?: {
    readonly method?: string /** Regular expression on path and query. */;
    readonly pathPattern?: string;
  };
  /** Left out: the call is only delayed. */
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Waited before the work; with `applies` after it. */
  readonly delayMs?: number;
  /** The work itself begins only after this time, also when the caller has gone. */
  readonly holdMs?: number;
  /** The work is done, then the call fails all the same. */
  readonly applies?: boolean;
  /** Only so many parts of a batch are done, for operations that look at `c.get('fault')`. */
  readonly appliesFirst?: number;
  /** Left out: one call. */
  readonly count?: number;
};

export type Faults = {
  /** Throws a RangeError or SyntaxError that names the field when the order cannot be carried out. */
  readonly add: (fault: Fault) => void;
  readonly clear: () => void;
  /** The first fault in the order set that matches and has calls left; counts the call. */
  readonly take: (method: string, pathAndQuery: string) => Fault | undefined;
};

export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; readonly pattern: RegExp; left: number }[] = [];
  return {
    add: (fault) => {
      const left = fault.count ?? 1;
      if (!Number.isInteger(left) || left < 1) throw new RangeError('count: give a whole number from 1');
      waiting.push({ fault, pattern: new RegExp(fault.match?.pathPattern ?? ''), left });
    },
    clear: () => {
      waiting = [];
    },
    take: (method, pathAndQuery) => {
      const found = waiting.find(
        ({ fault, pattern, left }) =>
          left > 0 && (fault.match?.method ?? method).toUpperCase() === method && pattern.test(pathAndQuery),
      );
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
}

/** Hono middleware that lets `faults` happen to the calls behind it. */
export function withFaults(faults: Faults): MiddlewareHandler {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const fault = faults.take(c.req.method, url.pathname + url.search);
    if (!fault) return next();
    c.set('fault', fault);
    if (fault.holdMs) await sleep(fault.holdMs);
    if (fault.delayMs && !fault.applies) await sleep(fault.delayMs);
    if (fault.applies || fault.status === undefined) await next();
    if (fault.delayMs && fault.applies) await sleep(fault.delayMs);
    if (fault.status === undefined) return;
    c.res = new Response(fault.body ?? '', { status: fault.status, headers: fault.headers ?? {} });
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
