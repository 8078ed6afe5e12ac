import { Hono } from 'hono';
import { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';
import { interactionOrder, mailingOrder } from './mailing-order.ts';
import { OrderError, order } from './order.ts';
import { orderInteraction, orderMailing } from './order-mailing.ts';
import { seedContacts, seedOrder } from './order-seed.ts';

const inUseOrder = z.object({ list: z.string(), inUse: z.boolean() });

/** What people do in Mail+ itself: send mailings, plan one for a list; and many contacts at once. */
export function createMailingControl(sandbox: Sandbox): Hono {
  const mailings = new Hono();
  mailings.post('/mailing', (c) => order(c, mailingOrder, (given) => c.json(orderMailing(sandbox, given))));
  mailings.post('/interaction', (c) => order(c, interactionOrder, (given) => c.json(orderInteraction(sandbox, given))));
  mailings.post('/in-use', (c) =>
    order(c, inUseOrder, ({ list: externalId, inUse }) => {
      const list = sandbox.lists.get('temporary', externalId) ?? sandbox.lists.get('audience', externalId);
      if (!list) throw new OrderError(404, `There is no list ${externalId}.`);
      sandbox.keep({ kind: 'list', list: { ...list, inUse } });
      return c.json({ ok: true });
    }),
  );
  mailings.post('/seed', (c) => order(c, seedOrder, (given) => c.json({ contacts: seedContacts(sandbox, given) })));
  return mailings;
}
