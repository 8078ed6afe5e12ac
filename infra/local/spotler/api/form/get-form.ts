import { z } from 'zod';
import { type Contact, permissionsProperty } from '../../contacts/contact.ts';
import { fromEncryptedId } from '../../contacts/encrypted-id.ts';
import { type Sandbox, visibleProperties } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest } from '../refuse.ts';
import { findForm } from './find-form.ts';
import { type Prefilled, renderForm } from './render-form.ts';

const formRequest = z.object({
  postUrl: z.string().min(1),
  encId: z.string().nullish(),
  prefilledValues: z.record(z.string(), z.array(z.string())).nullish(),
});

/** `GET /form/{formId}`: prefilled with the contact `encId` when it is given. */
export function getForm(sandbox: Sandbox, c: Call): Response {
  const form = findForm(sandbox, c);
  if (form instanceof Response) return form;
  const postUrl = c.req.query('postUrl');
  if (!postUrl) return badRequest(c, 'No postUrl given');
  const contact = sandbox.contacts.byNumber(fromEncryptedId(c.req.query('encId') ?? ''));
  return c.json(renderForm(form, visibleProperties(sandbox), postUrl, contact ? valuesOf(contact) : {}));
}

/** `POST /form/{formId}`: the same, prefilled with values of the caller as well. */
export async function postForm(sandbox: Sandbox, c: Call): Promise<Response> {
  const form = findForm(sandbox, c);
  if (form instanceof Response) return form;
  const read = await readBody(c, formRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const { postUrl, encId, prefilledValues } = read.body;
  const contact = sandbox.contacts.byNumber(fromEncryptedId(encId ?? ''));
  const values = { ...(contact ? valuesOf(contact) : {}), ...prefilledValues };
  return c.json(renderForm(form, visibleProperties(sandbox), postUrl, values));
}

function valuesOf(contact: Contact): Prefilled {
  const texts = Object.entries(contact.values).map(([name, value]) => [name, [String(value)]]);
  const bits = Object.entries(contact.bits[permissionsProperty] ?? {}).flatMap(([bit, on]) => (on ? [bit] : []));
  return { ...Object.fromEntries(texts), permissions: bits };
}
