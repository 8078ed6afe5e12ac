import { z } from 'zod';
import type { ContactRead } from '../../event/contact-write.ts';
import { toPermissionKey } from '../../event/permission.ts';
import { errorType } from './item-result.ts';
import { parseJson } from './parse-json.ts';
import type { SpotlerAnswer } from './spotler-call.ts';

const contactShape = z.object({
  properties: z.object({
    permissions: z.array(z.object({ bit: z.number(), enabled: z.boolean() })).optional(),
    email: z.string().nullish(),
  }),
  channels: z.array(z.object({ name: z.string(), value: z.boolean() })).optional(),
});

/** The answer to `GET contact/{externalId}`: three answers, as to every look-up. Pure. */
export function toContactRead(answer: SpotlerAnswer): ContactRead {
  if (answer.status === 404 || errorType(answer.body) === 'CONTACT_NOT_FOUND') return { kind: 'absent' };
  if (answer.status !== 200) return { kind: 'unknown', reason: `status ${answer.status}` };
  const contact = contactShape.safeParse(parseJson(answer.body));
  if (!contact.success) return { kind: 'unknown', reason: 'the contact could not be read' };
  const bits = contact.data.properties.permissions ?? [];
  const permissions = bits.map(({ bit, enabled }) => [toPermissionKey(String(bit), 'email'), enabled] as const);
  // Open but for a missing address, a channel is closed by a bounce, an opt-out from everything or a complaint.
  const closed = contact.data.channels?.some(({ name, value }) => name === 'EMAIL' && !value);
  const isClosed = closed === true && Boolean(contact.data.properties.email);
  return { kind: 'found', permissions: Object.fromEntries(permissions), ...(isClosed ? { closed: ['email'] } : {}) };
}
