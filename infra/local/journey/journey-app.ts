import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { readBrowserScript } from '../ground/browser-script.ts';
import { get, post } from '../ground/post.ts';
import type { Ring } from '../ground/ring.ts';
import type { House } from '../house.ts';
import { waitForIdle } from './idle.ts';

export type LogLine = Readonly<Record<string, unknown>>;

const clockShape = z.object({ advanceSeconds: z.number() });
const busShape = z.object({ queues: z.record(z.string(), z.unknown()) });
const page = join(import.meta.dirname, 'page');

/** The page *Journey* and the control surface of the whole house. */
export function createJourneyApp(house: House, events: Ring<LogLine>): Hono {
  const app = new Hono();
  app.onError((error, c) => c.json({ error: error.message }, 400));
  const parts = { dataverse: house.dataverse.url, serviceBus: house.serviceBus.control, hosts: house.hosts.controls };

  app.get('/_control/idle', async (c) => c.json(await waitForIdle(parts, Number(c.req.query('timeoutMs') ?? 30_000))));
  app.get('/_control/pids', (c) => c.json({ functions: house.hosts.pids(), serviceBus: house.serviceBus.pid }));
  // What a tool that signs in to Dynamics sets by environment.
  app.get('/_control/environment', (c) => {
    const { url, dataverseAuth } = house.dataverse;
    return c.json({
      DATAVERSE_URL: url,
      DATAVERSE_TOKEN_URL: dataverseAuth.tokenUrl,
      DATAVERSE_CLIENT_ID: dataverseAuth.clientId,
      DATAVERSE_CLIENT_SECRET: dataverseAuth.clientSecret,
      DATAVERSE_SCOPE: dataverseAuth.scope,
    });
  });
  app.post('/_control/clock', async (c) => {
    const order = clockShape.parse(await c.req.json());
    // The functions last: a timer that is now due finds everybody else at the same time.
    for (const url of [house.dataverse.url, house.spotler.url, house.serviceBus.control])
      await post(`${url}/_control/clock`, order);
    await house.hosts.advanceClock(order.advanceSeconds);
    return c.json({ advancedSeconds: order.advanceSeconds });
  });
  app.get('/_control/bus', async (c) =>
    c.json(busShape.parse(await get(`${house.serviceBus.control}/_control/bus`)).queues),
  );
  app.post('/_control/bus', async (c) =>
    c.json(await post(`${house.serviceBus.control}/_control/bus`, await c.req.json())),
  );
  app.get('/_control/events', (c) => c.json(events.since(Number(c.req.query('since') ?? 0))));

  app.get('/', (c) => c.html(readFileSync(join(page, 'index.html'), 'utf8')));
  app.get('/page/journey.css', (c) =>
    c.body(readFileSync(join(page, 'journey.css'), 'utf8'), 200, { 'content-type': 'text/css' }),
  );
  app.get('/page/journey.ts', (c) =>
    c.body(readBrowserScript(join(page, 'journey.ts')), 200, {
      'content-type': 'text/javascript',
    }),
  );
  return app;
}
