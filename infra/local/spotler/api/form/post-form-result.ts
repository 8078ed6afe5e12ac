import { z } from 'zod';
import { keepFormResult } from '../../recipient/keep-form-result.ts';
import { signUp, switchedOn } from '../../recipient/sign-up.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';
import { findForm } from './find-form.ts';

const params = z.object({ postUrl: z.string().min(1), formParams: z.record(z.string(), z.array(z.string())) });

/** `POST /form/result/{formId}`: somebody has filled in the form; answers its confirmation page. */
export async function postFormResult(sandbox: Sandbox, c: Call): Promise<Response> {
  const form = findForm(sandbox, c);
  if (form instanceof Response) return form;
  const read = await readBody(c, params);
  if ('problem' in read) return badRequest(c, read.problem);
  const { permissions = [], ...answers } = read.body.formParams;
  const texts = Object.fromEntries(Object.entries(answers).map(([name, values]) => [name, values[0] ?? '']));
  const bits = permissions.map(Number).filter((bit) => form.bits.includes(bit));
  const atMs = sandbox.clock.now();
  const contact = signUp(sandbox, {
    properties: { ...texts, ...switchedOn(bits) },
    externalIdField: c.get('consumer').externalIdField,
    atMs,
    what: `Filled in the form ${form.name}`,
  });
  if (typeof contact === 'string') return refuse(c, { status: 400, errorType: 'INVALID_PROPERTY', message: contact });
  keepFormResult(sandbox, { form, contact, atMs, answers: read.body.formParams });
  return c.json({ html: '<p>Thank you.</p>', script: '', isConfirmationPage: true, url: read.body.postUrl });
}
