import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { showForm } from './show-form.ts';

/** `GET /form/list?formSubType&formState`. */
export function listForms({ account }: Sandbox, c: Call): Response {
  const [subType, state] = [c.req.query('formSubType'), c.req.query('formState')];
  const forms = account.forms.filter(
    ({ formSubType, formState }) => (subType ?? formSubType) === formSubType && (state ?? formState) === formState,
  );
  return c.json(forms.map(showForm));
}
