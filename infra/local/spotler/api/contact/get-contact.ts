import { showContact } from '../../contacts/show-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import { type Call, viewOf } from '../env.ts';
import { refuse } from '../refuse.ts';
import { findContact } from './find-contact.ts';
import { unknownContact } from './refusal-of.ts';

/** `GET /contact/{externalId}`: 200 with the properties that have a value, or 404. */
export function getContact(sandbox: Sandbox, c: Call): Response {
  const contact = findContact(sandbox, c);
  if (!contact) return refuse(c, unknownContact(sandbox));
  return c.json(showContact(contact, viewOf(sandbox, c.get('consumer'))));
}
