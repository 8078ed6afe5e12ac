import { accountForm } from './account-form.ts';
import { noDetails, readColumnDetails } from './column-details.ts';
import { contactForm } from './contact-form.ts';
import type { FormLayout } from './form-layout.ts';
import { toGenericForm } from './generic-form.ts';
import { leadForm } from './lead-form.ts';
import type { Metadata, Table } from './metadata.ts';
import type { WebApi } from './web-api.ts';

const drawn: readonly FormLayout[] = [contactForm, leadForm, accountForm];

/** The form of a table: a drawn one, else one made of the table's columns. */
export async function findLayout(api: WebApi, metadata: Metadata, table: Table): Promise<FormLayout> {
  const known = drawn.find((layout) => layout.table === table.name);
  if (known) return known;
  const [columns, details] = await Promise.all([metadata.columns(table.name), readColumnDetails(api, table.name)]);
  return toGenericForm(table, columns, (column) => details.get(column) ?? noDetails);
}
