import type { MiddlewareHandler } from 'hono';
import type { Env } from '../api/env.ts';
import { refuse } from '../api/refuse.ts';
import { verify } from '../oauth/verify.ts';
import type { Sandbox } from '../sandbox.ts';

/** Lets only signed calls through; says which check failed. Clients have met 401 and 403 for bad keys: a switch. */
export function checkSignature(sandbox: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    const verdict = verify(
      { method: c.req.method, url: c.req.url, authorization: c.req.header('authorization') },
      { consumers: sandbox.account.consumers, nonces: sandbox.nonces, nowMs: sandbox.clock.now() },
    );
    if (verdict.kind === 'refused') {
      const status = sandbox.switches.get().badKeyStatus;
      return refuse(c, { status, errorType: verdict.errorType, message: verdict.reason });
    }
    c.set('consumer', verdict.consumer);
    return next();
  };
}
