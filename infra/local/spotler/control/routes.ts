import { Hono } from 'hono';
import { resetSandbox, type Sandbox } from '../sandbox.ts';
import { createActs } from './acts.ts';
import { createMailingControl } from './mailings.ts';
import { createSettings } from './settings.ts';
import { controlView, showLists, streamContacts } from './show.ts';
import { findByExternalId } from './who-and-when.ts';

/** The control surface of the sandbox: no part of the mirrored API, without keys, JSON in and out. */
export function createControl(sandbox: Sandbox): Hono {
  const control = new Hono();
  control.get('/state', (c) => c.json({ ...sandbox.work.state(), contacts: sandbox.contacts.size() }));
  control.get('/requests', (c) => c.json(sandbox.requests.since(Number(c.req.query('since') ?? 0))));
  control.get('/mailings', (c) => c.json(sandbox.mailings.all()));
  control.get('/lists', (c) => c.json(showLists(sandbox)));
  control.get('/contacts', () => streamContacts(sandbox));
  control.get('/contacts/:externalId', (c) => {
    const externalId = c.req.param('externalId');
    const contact = findByExternalId(sandbox, externalId);
    if (!contact) return c.json({ message: `There is no contact ${externalId}.` }, 404);
    return c.json(controlView(sandbox, contact));
  });
  control.post('/reset', (c) => {
    resetSandbox(sandbox);
    return c.json({ ok: true });
  });
  control.route('/', createActs(sandbox));
  control.route('/', createMailingControl(sandbox));
  control.route('/', createSettings(sandbox));
  return control;
}
