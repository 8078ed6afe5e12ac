import { writeContact } from '../../contacts/write-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';
import { contactRequest } from './contact-body.ts';
import { refusalOf } from './refusal-of.ts';

/** `PUT /contact/{externalId}`: 204, 404 for an unknown contact, 400 for an invalid property. `update` has no meaning here. */
export async function updateContact(sandbox: Sandbox, c: Call): Promise<Response> {
  const read = await readBody(c, contactRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { contact, purge } = read.body;
  const externalId = c.req.param('externalId') ?? '';
  // An id in the body must be the one of the path (a guess; changing an external id is documented nowhere).
  if (contact.externalId && contact.externalId !== externalId)
    return badRequest(c, "Path id doesn't match the externalId of the contact");
  const written = writeContact(sandbox, {
    externalId,
    externalIdField: c.get('consumer').externalIdField,
    properties: contact.properties ?? {},
    testGroup: contact.testGroup ?? undefined,
    purge: purge ?? false,
    mode: 'update',
    call: 'PUT /contact',
  });
  const refusal = refusalOf(sandbox, written);
  return refusal ? refuse(c, refusal) : c.body(null, 204);
}
