/** What to do with a bundle that could not be finished. */
export type Settlement =
  /** A copy is scheduled, this one is completed. */
  | { readonly kind: 'retry'; readonly afterMs: number }
  /** No more tries; a person is needed. */
  | { readonly kind: 'reject'; readonly code: 'gave_up' };

export type Failure = {
  /** How often the bundle was tried before this time. */
  readonly attempt: number;
  /** What the other side asked for. */
  readonly retryAfterMs?: number | undefined;
};

/** Twelve tries: with the delays below, halved on average by the jitter, the last one is made a day after the first. */
const maxAttempts = 12;
const firstDelayMs = 2_000;
const maxDelayMs = 12 * 3_600_000;

/**
 * The only place that decides between another try and giving up. What a status means was said by the door it came from; what
 * may succeed later comes here. `random` in [0, 1): back-off with full jitter, so that many do not come back at once.
 */
export function classifyFailure(failure: Failure, random: number): Settlement {
  if (failure.attempt + 1 >= maxAttempts) return { kind: 'reject', code: 'gave_up' };
  if (failure.retryAfterMs !== undefined && failure.retryAfterMs > 0)
    return { kind: 'retry', afterMs: failure.retryAfterMs };
  const ceilingMs = Math.min(firstDelayMs * 4 ** failure.attempt, maxDelayMs);
  return { kind: 'retry', afterMs: Math.max(500, Math.round(ceilingMs * random)) };
}
