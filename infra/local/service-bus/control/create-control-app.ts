import { Hono } from 'hono';
import { z } from 'zod';
import type { Bus } from '../engine/bus.ts';
import { countDue, countMessages } from '../engine/count-messages.ts';
import { carryOut, type Faults } from './carry-out.ts';
import { orderSchema } from './order-schema.ts';

const clockSchema = z.strictObject({ advanceSeconds: z.number().min(0) });

/** The control surface: what tests read and order, apart from anything Service Bus has. */
export function createControlApp(bus: Bus, faults: Faults): Hono {
  const app = new Hono();
  app.get('/_control/bus', (c) => c.json({ queues: perQueue(bus, countMessages) }));
  app.get('/_control/state', (c) => {
    bus.tick(); // so that nothing that is due already is missed
    const queues = perQueue(bus, (queue) => ({
      ...countMessages(queue),
      deferred: queue.deferred.size,
      due: countDue(queue),
    }));
    return c.json({ activity: bus.parts.activity.count, waiting: countWaiting(bus), queues });
  });
  app.post('/_control/bus', async (c) => c.json(carryOut(bus, faults, orderSchema.parse(await c.req.json()))));
  app.post('/_control/clock', async (c) => {
    bus.parts.clock.advance(clockSchema.parse(await c.req.json()).advanceSeconds);
    return c.json({ now: new Date(bus.parts.clock.now()).toISOString() });
  });
  app.notFound((c) => c.json({ error: `The broker's control surface has no ${c.req.method} ${c.req.path}.` }, 404));
  app.onError((error, c) =>
    c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400),
  );
  return app;
}

/** Receivers that asked for the next session and are held back. */
function countWaiting({ queues }: Bus): number {
  return [...queues.values()].reduce((sum, queue) => sum + queue.waiters.size, 0);
}

function perQueue<T>({ queues }: Bus, read: (queue: Parameters<typeof countMessages>[0]) => T): Record<string, T> {
  return Object.fromEntries([...queues.values()].map((queue) => [queue.path, read(queue)]));
}
