import type { Form } from '../../account/read-account.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { refuse } from '../refuse.ts';

export function findForm({ account }: Sandbox, c: Call): Form | Response {
  const form = account.forms.find(({ id }) => String(id) === c.req.param('formId'));
  return form ?? refuse(c, { status: 404, errorType: 'FORM_NOT_FOUND', message: 'Form not found' });
}
