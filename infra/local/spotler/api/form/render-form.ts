import { html } from 'hono/html';
import type { Form, Property } from '../../account/read-account.ts';
import { permissionsProperty } from '../../contacts/contact.ts';

export type Prefilled = Readonly<Record<string, readonly string[]>>;

/**
 * FormResponse of the specification: the form as HTML, which the other system shows and posts to itself. The real service makes it from
 * the form's own design; here it is the e-mail address, the names and a box for each permission of the form.
 */
export function renderForm(form: Form, properties: readonly Property[], postUrl: string, prefilled: Prefilled) {
  const fields = ['email', 'firstName', 'lastName'].map((name) => field(name, prefilled[name]?.[0] ?? ''));
  const entries = properties.find(({ name }) => name === permissionsProperty)?.entries ?? [];
  const boxes = entries.filter(({ bit }) => form.bits.includes(bit)).map((entry) => box(entry, prefilled));
  const text = html`<form method="post" action="${postUrl}">
    ${fields}${boxes}
    <button>Send</button>
  </form>`;
  return { html: String(text), script: '', isConfirmationPage: false, url: postUrl };
}

function field(name: string, value: string) {
  return html`<label>${name} <input name="${name}" value="${value}" /></label>`;
}

function box({ bit, description }: Property['entries'][number], prefilled: Prefilled) {
  const checked = prefilled.permissions?.includes(String(bit)) ? 'checked' : '';
  return html`<label><input type="checkbox" name="permissions" value="${bit}" ${checked} /> ${description}</label>`;
}
