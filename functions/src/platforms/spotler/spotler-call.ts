/** What the platform said to one call. */
export type SpotlerAnswer = {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number | undefined;
};

/**
 * One signed call, JSON in and out; `path` begins behind the address of the API, `until` is when it is given up (milliseconds since
 * 1970). Throws where no answer came.
 */
export type SpotlerCall = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  until?: number,
) => Promise<SpotlerAnswer>;
