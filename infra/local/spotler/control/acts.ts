import { Hono } from 'hono';
import { z } from 'zod';
import { bounce } from '../recipient/bounce.ts';
import { complain } from '../recipient/complain.ts';
import { optOutByMarketer } from '../recipient/opt-out-by-marketer.ts';
import { subscribeAgain } from '../recipient/subscribe-again.ts';
import { optOutGlobally, unsubscribe } from '../recipient/unsubscribe.ts';
import type { Sandbox } from '../sandbox.ts';
import { fillInForm, formOrder } from './fill-in-form.ts';
import { OrderError, order } from './order.ts';
import { controlView } from './show.ts';
import { contactOf, timeOf, who } from './who-and-when.ts';

const unsubscribeOrder = who.extend({ bit: z.int().exactOptional(), global: z.boolean().exactOptional() });
const bounceOrder = who.extend({ type: z.enum(['HARDBOUNCE', 'SOFTBOUNCE']) });
const subscribeOrder = who.extend({ bit: z.int() });
const optOutOrder = who.extend({ bit: z.int().exactOptional() });
/** What a recipient, a mail server or a marketer does; each answers with the contact as it is then. */
export function createActs(sandbox: Sandbox): Hono {
  const acts = new Hono();
  acts.post('/unsubscribe', (c) =>
    order(c, unsubscribeOrder, ({ bit, global, ...given }) => {
      const [contact, atMs] = [contactOf(sandbox, given), timeOf(sandbox, given.at)];
      if (global) return c.json(controlView(sandbox, optOutGlobally(sandbox, contact, atMs)));
      if (bit === undefined) throw new OrderError(400, 'Give a bit, or "global": true.');
      return c.json(controlView(sandbox, unsubscribe(sandbox, contact, bit, atMs)));
    }),
  );
  acts.post('/bounce', (c) =>
    order(c, bounceOrder, ({ type, ...given }) => {
      const atMs = timeOf(sandbox, given.at);
      return c.json(controlView(sandbox, bounce(sandbox, contactOf(sandbox, given), { type, atMs })));
    }),
  );
  acts.post('/complaint', (c) =>
    order(c, who, (given) =>
      c.json(controlView(sandbox, complain(sandbox, contactOf(sandbox, given), timeOf(sandbox, given.at)))),
    ),
  );
  acts.post('/optout-by-marketer', (c) =>
    order(c, optOutOrder, ({ bit, ...given }) => {
      const atMs = timeOf(sandbox, given.at);
      return c.json(controlView(sandbox, optOutByMarketer(sandbox, contactOf(sandbox, given), bit, atMs)));
    }),
  );
  acts.post('/subscribe', (c) =>
    order(c, subscribeOrder, ({ bit, ...given }) => {
      const atMs = timeOf(sandbox, given.at);
      return c.json(controlView(sandbox, subscribeAgain(sandbox, contactOf(sandbox, given), bit, atMs)));
    }),
  );
  acts.post('/form', (c) => order(c, formOrder, (given) => c.json(controlView(sandbox, fillInForm(sandbox, given)))));
  return acts;
}
