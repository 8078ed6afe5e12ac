import type { Values } from '../store/row.ts';

const emptyForm =
  '<form><tabs><tab name="general" id="{d1a0e3c2-6c7b-4a1f-9d0e-3b2a1c0f4e01}"><columns /></tab></tabs></form>';

/** Main forms of the standard tables, by the ids every organisation has; the layout is a bare one of ours. */
export const mainForms: readonly { readonly table: string; readonly id: string; readonly values: Values }[] = [
  mainForm('contact', '1fed44d1-ae68-4a41-bd2b-f13acac4acfa', 'Contact'),
  mainForm('account', '8448b78f-8f42-454e-8e2a-f8196b0419af', 'Account'),
  mainForm('lead', 'e3b6ddb7-8df0-4410-ac7b-fd32e5053d38', 'Lead'),
];

function mainForm(table: string, id: string, name: string) {
  return {
    table,
    id,
    values: { name, objecttypecode: table, type: 2, formxml: emptyForm, formactivationstate: 1, isdefault: true },
  };
}
