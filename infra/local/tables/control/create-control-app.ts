import { Hono } from 'hono';
import { z } from 'zod';
import type { Parts } from '../parts.ts';
import { faultSchema } from './fault-schema.ts';

const clockSchema = z.strictObject({ advanceSeconds: z.number().min(0) });
const sinceSchema = z.coerce.number().default(0);

/** The control surface: what tests read and order, apart from anything the table service has. */
export function createControlApp({ clock, faults, log, switches, tally }: Parts): Hono {
  const app = new Hono();
  app.get('/_control/state', (c) => c.json(tally.read()));
  app.get('/_control/requests', (c) => c.json(log.since(sinceSchema.parse(c.req.query('since')))));
  app.get('/_control/behaviour', (c) => c.json(switches.now()));
  app.post('/_control/behaviour', async (c) => c.json(switches.turn(await c.req.json())));
  app.post('/_control/faults', async (c) => {
    faults.add(faultSchema.parse(await c.req.json()));
    return c.json({ ok: true });
  });
  app.delete('/_control/faults', (c) => {
    faults.clear();
    return c.json({ ok: true });
  });
  app.post('/_control/clock', async (c) => {
    clock.advance(clockSchema.parse(await c.req.json()).advanceSeconds);
    return c.json({ now: new Date(clock.now()).toISOString() });
  });
  app.notFound((c) => c.json({ error: `The tables' control surface has no ${c.req.method} ${c.req.path}.` }, 404));
  app.onError((error, c) =>
    c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400),
  );
  return app;
}
