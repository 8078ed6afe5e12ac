import type { Property } from '../../account/read-account.ts';
import type { Contact } from '../../contacts/contact.ts';
import { showContact } from '../../contacts/show-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import { answersBareLists, type Call, viewOf } from '../env.ts';
import { pagedAnswer, pageOf, readPaging } from '../paging.ts';
import { badRequest, refuse } from '../refuse.ts';

/** `GET /contact/search?MPSearchQuery=property=value`: contacts whose property has this value, upper and lower case alike (a guess). */
export function searchContacts(sandbox: Sandbox, c: Call): Response {
  const query = c.req.query('MPSearchQuery');
  const [, name, value] = /^([^=]+)=(.*)$/.exec(query ?? '') ?? [];
  if (name === undefined || value === undefined) return badRequest(c, 'MPSearchQuery must be property=value');
  const paging = readPaging(c, { sizeRequired: !answersBareLists(c) });
  if (typeof paging === 'string') return badRequest(c, paging);
  const view = viewOf(sandbox, c.get('consumer'));
  const property = view.properties.find((candidate) => candidate.name === name);
  if (!property || property.type === 'set') {
    const message = `Property is invalid: ${name} cannot be searched`;
    return refuse(c, { status: 400, errorType: 'INVALID_PROPERTY', message });
  }
  const page = pageOf(matching(sandbox, property, value), paging).map((contact) => showContact(contact, view));
  if (answersBareLists(c)) return c.json(page.slice(0, paging.pageSize));
  return pagedAnswer(c, 'contacts', page, paging);
}

/** Addresses have an index; anything else is looked for in all contacts. */
function matching(sandbox: Sandbox, { name }: Property, value: string): readonly Contact[] {
  if (name === 'email') return sandbox.contacts.byEmail(value);
  const wanted = value.toLowerCase();
  return [...sandbox.contacts.all()].filter((contact) => String(contact.values[name] ?? '').toLowerCase() === wanted);
}
