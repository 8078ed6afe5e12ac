import { Hono } from 'hono';
import { withFaults } from '../../ground/faults.ts';
import { tokenEndpoint } from '../auth/token-endpoint.ts';
import { controlRoutes } from '../control/control-routes.ts';
import { pageRoutes } from './page-routes.ts';
import type { StandIn } from './stand-in.ts';
import { admit, type SignedInEnv, webApiRoute } from './web-api-route.ts';

/** All addresses of the stand-in. */
export function createApp(standIn: StandIn): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => {
    const startedAt = performance.now();
    await next();
    const path = c.req.url.slice(c.req.url.indexOf('/', 8));
    if (path.startsWith('/_control/') || path.startsWith('/page/')) return;
    const at = new Date(standIn.org.clock.now()).toISOString();
    standIn.requests.add({
      method: c.req.method,
      path,
      status: c.res.status,
      at,
      ms: Math.round(performance.now() - startedAt),
    });
  });
  app.post(
    '/:tenant/oauth2/v2.0/token',
    withFaults(standIn.faults),
    tokenEndpoint(standIn.clients, standIn.tokens, standIn.org.identity.url),
  );
  app.route('/api/data', webApi(standIn));
  app.route('/_control', controlRoutes(standIn));
  app.route('/', pageRoutes(standIn));
  return app;
}

function webApi(standIn: StandIn): Hono<SignedInEnv> {
  const api = new Hono<SignedInEnv>();
  api.use('*', admit(standIn), withFaults(standIn.faults));
  api.all('/:version/*', webApiRoute(standIn));
  api.all('/:version', webApiRoute(standIn));
  return api;
}
