import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';
import { act } from './acts.ts';
import { contactPage } from './contact-page.ts';
import { contactsPage, mainField } from './contacts-page.ts';
import { type Html, layout } from './layout.ts';
import { linkTo } from './links.ts';
import { mailingsPage } from './mailings-page.ts';
import { requestsPage } from './requests-page.ts';

/** The page for people: contacts, one contact, mailings, requests; buttons do what a recipient does. */
export function createPage(sandbox: Sandbox): Hono {
  const page = new Hono();
  const show = (c: Context, title: string, place: string, content: Html) =>
    c.html(layout(sandbox, { title, place }, content));

  page.get('/', (c) => {
    const search = c.req.query('search')?.trim() ?? '';
    const skip = Math.max(0, Math.floor(Number(c.req.query('skip')) || 0));
    return show(c, 'Contacts', '/', contactsPage(sandbox, { search, skip }));
  });
  page.get('/mailings', (c) => show(c, 'Mailings', '/mailings', mailingsPage(sandbox)));
  page.get('/requests', (c) => show(c, 'Requests', '/requests', requestsPage(sandbox)));
  for (const path of ['/contacts/:externalId', '/subscribers/:number'] as const) {
    page.get(path, (c) => {
      const contact = contactOf(sandbox, c);
      if (contact) return show(c, 'Contact', '/', contactPage(sandbox, contact));
      c.status(404);
      return show(c, 'Not found', '/', html`<h1>There is no such contact</h1><p><a href="/">All contacts</a></p>`);
    });
    page.post(`${path}/:act`, async (c) => {
      const contact = contactOf(sandbox, c);
      const { bit } = await c.req.parseBody();
      if (!contact || !act(sandbox, contact, c.req.param('act') ?? '', Number(bit))) return c.notFound();
      return c.redirect(linkTo(contact, mainField(sandbox)), 303);
    });
  }
  return page;
}

function contactOf(sandbox: Sandbox, c: Context): Contact | undefined {
  const externalId = c.req.param('externalId');
  return externalId === undefined
    ? sandbox.contacts.byNumber(Number(c.req.param('number')))
    : sandbox.contacts.byExternalId(mainField(sandbox), externalId);
}
