import { Hono } from 'hono';
import { withFaults } from '../ground/faults.ts';
import type { Env } from './api/env.ts';
import { createApi } from './api/routes.ts';
import { createControl } from './control/routes.ts';
import { checkSignature } from './middleware/check-signature.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { logRequests } from './middleware/log-requests.ts';
import { onlyJson } from './middleware/only-json.ts';
import { createPage } from './page/routes.ts';
import type { Sandbox } from './sandbox.ts';

/** Both live prefixes; the second is the one of every client, the first the `basePath` of the specification. */
export const prefixes = ['/integrationservice', '/integrationservice-1.1.0'] as const;

/** The mirrored API under its prefixes, the control surface under `/_control`, the page for people at `/`. */
export function createApp(sandbox: Sandbox): Hono {
  const mirrored = new Hono<Env>();
  mirrored.use(logRequests(sandbox));
  mirrored.use(withFaults(sandbox.faults));
  mirrored.use(limitRate(sandbox));
  mirrored.use(checkSignature(sandbox));
  mirrored.use(onlyJson);
  mirrored.route('/', createApi(sandbox));

  const app = new Hono();
  app.use(async (_, next) => {
    await next();
    await sandbox.kept();
  });
  for (const prefix of prefixes) app.route(prefix, mirrored);
  app.route('/_control', createControl(sandbox));
  app.route('/', createPage(sandbox));
  return app;
}
