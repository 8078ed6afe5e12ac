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
const idleQuery = z.object({ timeoutMs: z.coerce.number().min(0).default(30_000) });
const eventsQuery = z.object({ since: z.coerce.number().min(0).default(0) });
const page = join(import.meta.dirname, 'page');

/** The page *Journey* and the control surface of the whole house. */
export function createJourneyApp(house: House, events: Ring<LogLine>): Hono {
  const app = new Hono();
  app.onError((error, c) => c.json({ error: error.message }, 400));
  const parts = { dataverse: house.dataverse.url, serviceBus: house.serviceBus.control, hosts: house.hosts.controls };

  app.get('/_control/idle', async (c) => {
    const { timeoutMs } = readQuery(idleQuery, c.req.query());
    return c.json(await waitForIdle(parts, timeoutMs));
  });
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
  app.get('/_control/events', (c) => {
    const { since } = readQuery(eventsQuery, c.req.query());
    return c.json(events.since(since), 200, { 'x-lost-events': String(events.lostSince(since)) });
  });

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

/** Throws an Error that names what is wrong in the query: answered with 400. */
function readQuery<T>(shape: z.ZodType<T>, query: Readonly<Record<string, string>>): T {
  const parsed = shape.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
