import type { Clock } from '../../ground/clock.ts';
import type { Store } from '../store/store.ts';

/** A place in the history of changes. */
export type DeltaToken = { readonly version: bigint; readonly at: number };

/** Change tracking tokens: `<row version>!<time>`, opaque to callers. */
export type Tracking = {
  /** Where we are now. */
  readonly now: () => DeltaToken;
  readonly write: (token: DeltaToken) => string;
  /** Undefined: not a token of ours. */
  readonly read: (text: string) => DeltaToken | undefined;
  readonly isExpired: (token: DeltaToken) => boolean;
  /** All tokens given so far expire. */
  readonly expireAll: () => void;
};

/** Organisation setting ExpireChangeTrackingInDays, its default. */
const lifetimeMs = 7 * 24 * 3_600_000;

export function createTracking(store: Store, clock: Clock): Tracking {
  let oldest = 0n;
  return {
    now: () => ({ version: store.version(), at: clock.now() }),
    write: ({ version, at }) => `${version}!${timeText(at)}`,
    read: (text) => {
      const [, version, time] = /^(\d+)!(.+)$/.exec(text) ?? [];
      if (version === undefined || time === undefined) return undefined;
      const at = Date.parse(`${time} UTC`);
      return Number.isNaN(at) ? undefined : { version: BigInt(version), at };
    },
    isExpired: ({ version, at }) => version < oldest || clock.now() - at > lifetimeMs,
    expireAll: () => {
      oldest = store.version() + 1n;
      store.setNextVersion(oldest + 1n);
    },
  };
}

/** `MM/dd/yyyy HH:mm:ss`, as in the tokens of the vendor's examples. */
function timeText(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year} ${time.slice(0, 8)}`;
}
