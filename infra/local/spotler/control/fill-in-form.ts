import { z } from 'zod';
import type { Contact } from '../contacts/contact.ts';
import { keepFormResult } from '../recipient/keep-form-result.ts';
import { signUp, switchedOn } from '../recipient/sign-up.ts';
import type { Sandbox } from '../sandbox.ts';
import { OrderError } from './order.ts';
import { timeOf } from './who-and-when.ts';

export const formOrder = z.object({
  email: z.string().min(1),
  bits: z.array(z.int()).default([]),
  properties: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  at: z.string().exactOptional(),
});

/** Somebody signs up through a form of Mail+; no external id is involved. Throws an OrderError for a property that does not fit. */
export function fillInForm(sandbox: Sandbox, { email, bits, properties, at }: z.infer<typeof formOrder>): Contact {
  const atMs = timeOf(sandbox, at);
  const form = sandbox.account.forms.find(({ formSubType }) => formSubType === 'subscribe');
  const contact = signUp(sandbox, {
    properties: { ...properties, email, ...switchedOn(bits) },
    externalIdField: sandbox.account.consumers[0]?.externalIdField ?? 'externalId',
    atMs,
    what: 'Signed up through a form',
  });
  if (typeof contact === 'string') throw new OrderError(400, contact);
  const answers = { email: [email], permissions: bits.map(String) };
  if (form) keepFormResult(sandbox, { form, contact, atMs, answers });
  return contact;
}
