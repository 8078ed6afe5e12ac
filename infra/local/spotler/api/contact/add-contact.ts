import { writeContact } from '../../contacts/write-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';
import { contactRequest } from './contact-body.ts';
import { modeOf } from './mode-of.ts';
import { refusalOf } from './refusal-of.ts';

/** `POST /contact`: 204, or 400 when the e-mail address or a property is invalid. */
export async function addContact(sandbox: Sandbox, c: Call): Promise<Response> {
  const read = await readBody(c, contactRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { contact, update, purge } = read.body;
  // "A unique identifier externalId is required for each contact."
  if (!contact.externalId) return badRequest(c, 'Contact without externalId found');
  const written = writeContact(sandbox, {
    externalId: contact.externalId,
    externalIdField: c.get('consumer').externalIdField,
    properties: contact.properties ?? {},
    testGroup: contact.testGroup ?? undefined,
    purge: purge ?? false,
    mode: modeOf(sandbox, update),
    call: 'POST /contact',
  });
  const refusal = refusalOf(sandbox, written);
  return refusal ? refuse(c, refusal) : c.body(null, 204);
}
