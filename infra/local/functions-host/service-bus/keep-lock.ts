import type { ServiceBusSessionReceiver } from '@azure/service-bus';

/** The .NET client renews 10 s before the end of the lock, or at half of what is left when that is less. */
const maxBufferMs = 10_000;

/**
 * The lock's end is told in the broker's time, and clocks may be minutes apart: renewing at least this often keeps a lock of a minute
 * even when our clock is far behind, and waiting at least a second keeps us from renewing without pause when it is ahead.
 */
const delayLimitsMs = { least: 1_000, most: 15_000 } as const;

/**
 * Renews the lock of a session while it is held, up to `maxMs` counted from accepting it, not from each message (as the host's
 * session processor does). `onLost` is called once when the broker says the lock is gone.
 */
export function keepLock(
  session: ServiceBusSessionReceiver,
  maxMs: number,
  onLost: (error: unknown) => void,
): { readonly stop: () => void } {
  const endsAt = Date.now() + maxMs;
  const state: { timer?: NodeJS.Timeout; stopped: boolean } = { stopped: false };
  const schedule = (delayMs: number) => {
    if (!state.stopped) state.timer = setTimeout(renew, delayMs);
  };
  const renew = () => {
    if (Date.now() >= endsAt) return;
    session
      .renewSessionLock()
      .then((lockedUntil) => schedule(renewDelayMs(lockedUntil.getTime() - Date.now())))
      .catch((error: unknown) => {
        if (state.stopped) return;
        if (isLockLost(error)) onLost(error);
        else schedule(delayLimitsMs.least);
      });
  };
  schedule(renewDelayMs(session.sessionLockedUntilUtc.getTime() - Date.now()));
  return {
    stop: () => {
      state.stopped = true;
      clearTimeout(state.timer);
    },
  };
}

export function renewDelayMs(remainingMs: number): number {
  const wanted = remainingMs - Math.min(remainingMs / 2, maxBufferMs);
  return Math.min(Math.max(wanted, delayLimitsMs.least), delayLimitsMs.most);
}

export function isLockLost(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'SessionLockLost' || code === 'MessageLockLost';
}
