import type { Clock } from '../ground/clock.ts';
import type { Faults } from '../ground/faults.ts';
import type { Ring } from '../ground/ring.ts';
import type { Switches } from './behaviour.ts';
import type { Answer, Call } from './calls/call.ts';
import type { Tally } from './calls/tally.ts';

/** A line of the request log; never a body. `status` 0: the connection was cut. */
export type LogEntry = {
  readonly method: string;
  /** Path and query as the client sent them. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly at: string;
};

/** What the proxy and its control surface share. */
export type Parts = {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly log: Ring<LogEntry>;
  readonly switches: Switches;
  readonly tally: Tally;
  readonly passOn: (call: Call) => Promise<Answer>;
};
