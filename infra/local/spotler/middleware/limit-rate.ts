import type { MiddlewareHandler } from 'hono';
import type { Env } from '../api/env.ts';
import { refuse } from '../api/refuse.ts';
import type { Sandbox } from '../sandbox.ts';

/** 429 with `Retry-After` once a second has had `rateLimit` calls. Clients back off on it; no number is published. */
export function limitRate(sandbox: Sandbox): MiddlewareHandler<Env> {
  let second = 0;
  let calls = 0;
  return async (c, next) => {
    const { rateLimit, retryAfterSeconds } = sandbox.switches.get();
    if (rateLimit === 0) return next();
    const now = Math.floor(sandbox.clock.now() / 1000);
    calls = now === second ? calls + 1 : 1;
    second = now;
    if (calls <= rateLimit) return next();
    c.header('Retry-After', String(retryAfterSeconds));
    const message = `More than ${rateLimit} calls in one second`;
    return refuse(c, { status: 429, errorType: 'BACKEND_EXCEPTION', message });
  };
}
