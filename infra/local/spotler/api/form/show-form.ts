import type { Form } from '../../account/read-account.ts';

/** Form of the specification. */
export function showForm({ id, name, formSubType, formState }: Form) {
  return { id, name, formSubType, formState };
}
