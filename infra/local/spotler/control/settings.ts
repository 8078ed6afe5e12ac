import { Hono } from 'hono';
import { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';
import { OrderError, order } from './order.ts';

const fault = z.object({
  match: z.object({ method: z.string().exactOptional(), pathPattern: z.string().exactOptional() }).exactOptional(),
  status: z.int().min(200).max(599).exactOptional(),
  body: z.union([z.string(), z.unknown().transform((value) => JSON.stringify(value))]).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  delayMs: z.number().min(0).exactOptional(),
  holdMs: z.number().min(0).exactOptional(),
  applies: z.boolean().exactOptional(),
  appliesFirst: z.int().min(0).exactOptional(),
  count: z.int().min(1).exactOptional(),
});

const removal = z.object({ remove: z.array(z.string()).default([]), removeBits: z.array(z.int()).default([]) });

/** How the sandbox behaves from now on: faults, switches, fields taken away, the clock. */
export function createSettings(sandbox: Sandbox): Hono {
  const settings = new Hono();
  settings.post('/faults', (c) =>
    order(c, fault, (given) => {
      // Half a batch is done before the call fails, so the work does begin.
      addFault(sandbox, given.appliesFirst === undefined ? given : { ...given, applies: true });
      return c.json({ ok: true });
    }),
  );
  settings.delete('/faults', (c) => {
    sandbox.faults.clear();
    return c.json({ ok: true });
  });
  settings.get('/behaviour', (c) => c.json(sandbox.switches.get()));
  settings.post('/behaviour', (c) =>
    order(c, z.record(z.string(), z.unknown()), (part) => {
      changeSwitches(sandbox, part);
      return c.json(sandbox.switches.get());
    }),
  );
  settings.post('/properties', (c) =>
    order(c, removal, ({ remove, removeBits }) => {
      sandbox.fields.hide(remove, removeBits);
      return c.json({ ok: true });
    }),
  );
  settings.post('/clock', (c) =>
    order(c, z.object({ advanceSeconds: z.number() }), ({ advanceSeconds }) => {
      sandbox.clock.advance(advanceSeconds);
      return c.json({ now: new Date(sandbox.clock.now()).toISOString() });
    }),
  );
  return settings;
}

function addFault(sandbox: Sandbox, given: Parameters<Sandbox['faults']['add']>[0]): void {
  try {
    sandbox.faults.add(given);
  } catch (error) {
    throw new OrderError(400, error instanceof Error ? error.message : String(error));
  }
}

function changeSwitches(sandbox: Sandbox, part: Readonly<Record<string, unknown>>): void {
  try {
    sandbox.switches.change(part);
  } catch (error) {
    throw new OrderError(400, error instanceof z.ZodError ? z.prettifyError(error) : String(error));
  }
}
