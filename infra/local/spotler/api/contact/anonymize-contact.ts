import { type Contact, withChange } from '../../contacts/contact.ts';
import { nowInSeconds, type Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';
import { findContact } from './find-contact.ts';
import { unknownContact } from './refusal-of.ts';

/**
 * `PUT /contact/anonymize/{externalId}`: 204, and nothing of the person is left; it cannot be undone. Afterwards the contact is not
 * found, its address and its external id are free again (a guess). Only the control surface still shows the tombstone.
 */
export function anonymizeContact(sandbox: Sandbox, c: Call): Response {
  const contact = findContact(sandbox, c);
  if (!contact) return refuse(c, unknownContact(sandbox));
  const erased: Contact = {
    ...contact,
    values: {},
    bits: {},
    state: 'anonymized',
    lastChangedMs: nowInSeconds(sandbox),
    history: [],
  };
  const change = { atMs: sandbox.clock.now(), by: 'API', what: 'PUT /contact/anonymize', changes: [] } as const;
  sandbox.keep({ kind: 'contact', contact: withChange(erased, change) });
  return c.body(null, 204);
}
