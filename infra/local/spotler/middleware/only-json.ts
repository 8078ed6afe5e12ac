import type { MiddlewareHandler } from 'hono';
import type { Env } from '../api/env.ts';
import { refuse } from '../api/refuse.ts';

/** The real service also speaks XML for most calls; this one does not, and says so. */
export const onlyJson: MiddlewareHandler<Env> = async (c, next) => {
  const accept = c.req.header('accept') ?? '*/*';
  const sends = c.req.header('content-type') ?? '';
  if (/json|\*\/\*|application\/\*/.test(accept) && !sends.includes('xml')) return next();
  return refuse(c, {
    status: 406,
    errorType: 'INVALID_PARAMS',
    message: 'This sandbox speaks JSON only; XML, which the real service also accepts, is missing.',
  });
};
