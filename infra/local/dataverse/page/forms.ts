import { type FormDefinition, type FormType, readFormDefinition } from './client-api/form-definition.ts';
import { readChildren, readColumnDetails } from './column-details.ts';
import type { FormLayout } from './form-layout.ts';
import { readFormXml } from './form-xml.ts';
import { toGenericForm } from './generic-form.ts';
import type { Metadata, Table } from './metadata.ts';
import type { WebApi } from './web-api.ts';

/** A form of a table: what it shows, and its scripts. */
export type Form = { readonly layout: FormLayout; readonly definition: FormDefinition };

export type Forms = { readonly of: (table: Table, type: FormType) => Promise<Form> };

/** Forms are read once while the page is open, as there: what is published later is seen after loading the page again. */
export function createForms(api: WebApi, metadata: Metadata, languageId: number): Forms {
  const known = new Map<string, Promise<Form>>();
  return {
    of: (table, type) => {
      const key = `${table.name} ${type}`;
      const form = known.get(key) ?? readForm({ api, metadata, languageId }, table, type);
      known.set(key, form);
      form.catch(() => known.delete(key));
      return form;
    },
  };
}

/** A table without such a form gets one made of its columns. */
async function readForm(
  context: { readonly api: WebApi; readonly metadata: Metadata; readonly languageId: number },
  table: Table,
  type: FormType,
): Promise<Form> {
  const { api, metadata, languageId } = context;
  const [definition, columns, details, children] = await Promise.all([
    readFormDefinition(api, table.name, type),
    metadata.columns(table.name),
    readColumnDetails(api, table.name),
    readChildren(api, table.name),
  ]);
  const layout = definition.xml
    ? readFormXml(definition.xml, { table: table.name, columns, details, children, languageId })
    : toGenericForm(table, columns, (column) => details.get(column) ?? {});
  return { layout, definition };
}
