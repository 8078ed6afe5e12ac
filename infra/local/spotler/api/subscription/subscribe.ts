import { signUp } from '../../recipient/sign-up.ts';
import type { Sandbox } from '../../sandbox.ts';
import { contactBody } from '../contact/contact-body.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';

/** `POST /subscription/subscribe`: a bare contact, whose external id "is NOT required"; 204, or 400 for an invalid property. */
export async function subscribe(sandbox: Sandbox, c: Call): Promise<Response> {
  const read = await readBody(c, contactBody);
  if ('problem' in read) return badRequest(c, read.problem);
  const { externalId, properties } = read.body;
  const signedUp = signUp(sandbox, {
    properties: properties ?? {},
    ...(externalId ? { externalId } : {}),
    externalIdField: c.get('consumer').externalIdField,
    atMs: sandbox.clock.now(),
    what: 'POST /subscription/subscribe',
  });
  if (typeof signedUp === 'string') return refuse(c, { status: 400, errorType: 'INVALID_PROPERTY', message: signedUp });
  return c.body(null, 204);
}
