import { formTypes } from './client-api/form-definition.ts';
import { askWith } from './dialog.ts';
import { element } from './element.ts';
import type { LookupInput } from './field-control.ts';
import { createFormBody } from './form-body.ts';
import { type FormLayout, fieldsOf } from './form-layout.ts';
import { createFormModel } from './form-model.ts';
import type { Forms } from './forms.ts';
import type { Metadata, Table } from './metadata.ts';
import type { Done } from './record-commands.ts';
import { type Row, textOf } from './row.ts';
import { changesOf } from './save-form.ts';
import type { WebApi } from './web-api.ts';

/**
 * *Edit* with several records ticked: the fields of the main form, empty; what is filled in is written to each record, what stays
 * empty is left. As there, handlers of the form do not run and sub-grids are not shown. One update after the other: a refused one
 * ends it, those before it are written.
 */
export async function askBulkEdit(
  context: {
    readonly api: WebApi;
    readonly metadata: Metadata;
    readonly forms: Forms;
    readonly lookup: LookupInput;
    readonly table: Table;
  },
  rows: readonly Row[],
): Promise<Done | undefined> {
  const { api, metadata, table } = context;
  const layout = onlyEditable((await context.forms.of(table, formTypes.main)).layout);
  const fields = fieldsOf(layout);
  const model = createFormModel(
    table.name,
    fields.map(({ column }) => column),
  );
  const body = createFormBody({ layout, model, lookup: context.lookup, prefix: 'bulk-' });
  const names = `${rows.length} ${table.pluralLabel.toLowerCase()}`;
  const changes = await askWith({
    title: `Edit ${names}`,
    content: [
      element('p', {}, 'What you fill in is written to each of them; what stays empty is left as it is.'),
      body.tabs.list,
      ...body.panels,
    ],
    confirmLabel: 'Save',
    kind: 'bulk-edit',
    focus: () => body.controls[0]?.focus(),
    read: () => changesOf({ fields, model, metadata }),
  });
  if (!changes || Object.keys(changes).length === 0) return undefined;
  for (const row of rows) await api.update(table.entitySet, textOf(row, table.idColumn), changes);
  return { text: `${names}: changed.` };
}

function onlyEditable(layout: FormLayout): FormLayout {
  const tabs = layout.tabs.map((tab) => ({
    ...tab,
    sections: tab.sections.map((section) => ({
      ...section,
      subgrids: [],
      fields: section.fields.filter(({ readOnly }) => !readOnly).map((field) => ({ ...field, required: false })),
    })),
  }));
  return { ...layout, tabs };
}
