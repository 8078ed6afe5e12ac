import type { MiddlewareHandler } from 'hono';
import type { Sandbox } from '../../sandbox.ts';
import type { Env } from '../env.ts';
import { refuse } from '../refuse.ts';

/** "Only Automation or eCommerce products can use this call": 403 for the others. */
export function onlyWithTier({ account }: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (account.tier !== 'Professional') return next();
    const message = 'Only Automation or eCommerce products can use this call';
    return refuse(c, { status: 403, errorType: 'NOT_AUTHORIZED', message });
  };
}
