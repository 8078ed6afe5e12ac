import { changeContact } from '../../contacts/change-contact.ts';
import type { Contact } from '../../contacts/contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { findContact } from './find-contact.ts';
import { unknownContact } from './refusal-of.ts';

/** `PUT /contact/inactivate/{externalId}`: 204. In no specification we have; a client in production calls it. */
export function inactivateContact(sandbox: Sandbox, c: Call): Response {
  const contact = findContact(sandbox, c);
  if (!contact) return refuse(c, unknownContact(sandbox));
  const after: Contact = { ...contact, state: 'inactive', stateReason: 'inactivated' };
  const atMs = sandbox.clock.now();
  changeContact(sandbox, contact, after, { by: 'API', what: 'PUT /contact/inactivate', atMs });
  return c.body(null, 204);
}
