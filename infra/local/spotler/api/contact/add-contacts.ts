import { type Written, writeContact } from '../../contacts/write-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest } from '../refuse.ts';
import { addContactsRequest } from './contact-body.ts';
import { modeOf } from './mode-of.ts';

const maxContacts = 100;

/**
 * `POST /contact/list`: 200 with one code for each contact, in the order of the request, also when some or all were refused; 400 only
 * for more than 100 contacts or one without external id.
 */
export async function addContacts(sandbox: Sandbox, c: Call): Promise<Response> {
  const read = await readBody(c, addContactsRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { contacts, update, purge } = read.body;
  if (contacts.length > maxContacts) return badRequest(c, 'Too many contacts provided (max is 100)');
  if (contacts.some(({ externalId }) => !externalId)) return badRequest(c, 'Contact without externalId found');
  const mode = modeOf(sandbox, update);
  const applied = contacts.slice(0, c.get('fault')?.appliesFirst ?? contacts.length);
  const answers = applied.map(({ externalId, properties, testGroup }) => {
    const written = writeContact(sandbox, {
      externalId: externalId ?? '',
      externalIdField: c.get('consumer').externalIdField,
      properties: properties ?? {},
      testGroup: testGroup ?? undefined,
      purge: purge ?? false,
      mode,
      call: 'POST /contact/list',
    });
    return answer(externalId ?? '', written);
  });
  return c.json(answers);
}

function answer(externalId: string, { code, message }: Written) {
  return { externalId, code, message };
}
