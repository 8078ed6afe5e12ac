import type { Contact } from '../../contacts/contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';

/** The contact of the path, in the field of the caller's key. One that was anonymised is not there any more. */
export function findContact(sandbox: Sandbox, c: Call): Contact | undefined {
  const externalId = c.req.param('externalId') ?? '';
  const found = sandbox.contacts.byExternalId(c.get('consumer').externalIdField, externalId);
  return found?.state === 'anonymized' ? undefined : found;
}
