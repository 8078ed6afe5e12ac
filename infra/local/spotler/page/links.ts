import type { Contact } from '../contacts/contact.ts';

/** The page of a contact: by external id, or by number for one that signed up through a form or belongs to another key. */
export function linkTo({ externalId, externalIdField, number }: Contact, mainField: string): string {
  if (externalId === undefined || externalIdField !== mainField) return `/subscribers/${number}`;
  return `/contacts/${encodeURIComponent(externalId)}`;
}

export function nameOf({ values }: Contact): string {
  return ['firstName', 'infix', 'lastName'].flatMap((name) => values[name] ?? []).join(' ');
}
