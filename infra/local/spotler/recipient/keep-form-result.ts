import type { Form } from '../account/read-account.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Sandbox } from '../sandbox.ts';

/** Remembers a filled-in form for `/form/result` and `/contact/{externalId}/forms`. */
export function keepFormResult(
  sandbox: Sandbox,
  given: {
    readonly form: Form;
    readonly contact: Contact;
    readonly atMs: number;
    readonly answers: Readonly<Record<string, readonly string[]>>;
  },
): void {
  const answers = Object.fromEntries(Object.entries(given.answers).map(([name, values]) => [name, [...values]]));
  sandbox.keep({
    kind: 'formResult',
    formResult: {
      id: sandbox.formResults.nextId(),
      formId: given.form.id,
      number: given.contact.number,
      atMs: given.atMs,
      answers,
    },
  });
}
