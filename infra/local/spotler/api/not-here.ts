import type { Call } from './env.ts';
import { refuse } from './refuse.ts';

/** Parts of the specification that a relay of contacts does not need, and that are missing on purpose. */
const missing = ['order', 'product', 'conversion', 'trend-report'];

/** 501 naming what is missing, 404 for what the real service does not have either. */
export function notHere(c: Call): Response {
  const part = missing.find((name) => new RegExp(`/integrationservice[^/]*/${name}(/|$)`).test(c.req.path));
  if (part === undefined) {
    const message = `There is no ${c.req.method} ${c.req.path}`;
    return refuse(c, { status: 404, errorType: 'RESOURCE_NOT_FOUND', message });
  }
  const message = `/${part} of the real service is missing in this sandbox`;
  return refuse(c, { status: 501, errorType: 'BACKEND_EXCEPTION', message });
}
