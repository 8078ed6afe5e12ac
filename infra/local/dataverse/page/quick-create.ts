import { formTypes } from './client-api/form-definition.ts';
import { askWith } from './dialog.ts';
import { element } from './element.ts';
import type { LookupInput } from './field-control.ts';
import { createFormBody } from './form-body.ts';
import { openFormSession } from './form-session.ts';
import type { Forms } from './forms.ts';
import { createMessageBar } from './message-bar.ts';
import type { Metadata, Table } from './metadata.ts';
import type { Done } from './record-commands.ts';
import { toRecord } from './route.ts';
import type { Lookup } from './row.ts';
import { rowName } from './row-name.ts';
import type { WebApi } from './web-api.ts';

/** What a new record is filled in with: it is made from another one. */
export type Preset = { readonly column: string; readonly value: Lookup };

export type QuickCreate = {
  /** The tables that have a quick create form. */
  readonly tables: readonly Table[];
  /** Undefined when it was cancelled. */
  readonly open: (table: Table, preset?: Preset) => Promise<Done | undefined>;
};

/**
 * The quick create dialog: a form of its own (type 7), so nothing of the main form is in it, neither its tabs nor its handlers.
 * Scripts of quick create forms are not run here.
 */
export async function createQuickCreate(context: {
  readonly api: WebApi;
  readonly metadata: Metadata;
  readonly forms: Forms;
  readonly lookup: LookupInput;
}): Promise<QuickCreate> {
  const filter = encodeURIComponent(`type eq ${formTypes.quickCreate} and formactivationstate eq 1`);
  const { rows } = await context.api.list(`systemforms?$select=objecttypecode&$filter=${filter}`);
  const names = new Set(rows.map(({ objecttypecode }) => objecttypecode));
  return {
    tables: context.metadata.tables.filter(({ name }) => names.has(name)),
    open: (table, preset) => ask(context, table, preset),
  };
}

async function ask(
  { api, metadata, forms, lookup }: Parameters<typeof createQuickCreate>[0],
  table: Table,
  preset: Preset | undefined,
): Promise<Done | undefined> {
  const { layout } = await forms.of(table, formTypes.quickCreate);
  const session = await openFormSession({ api, metadata, table, layout, id: undefined });
  if (preset) session.model.attribute(preset.column)?.set(preset.value);
  const messages = createMessageBar();
  const body = createFormBody({ layout, model: session.model, lookup, prefix: 'quick-' });
  const save = async () => {
    const problem = body.complain();
    if (problem === '') return (await session.save()) || undefined;
    messages.error(new Error(problem));
    return undefined;
  };
  const saved = await askWith({
    title: `Quick Create: ${table.label}`,
    content: [messages.node, ...body.panels],
    confirmLabel: 'Save and Close',
    kind: 'quick-create',
    focus: () => body.controls[0]?.focus(),
    read: () =>
      save().catch((error) => {
        messages.error(error);
        return undefined;
      }),
  });
  const row = session.row();
  if (!saved || !row) return undefined;
  const name = rowName(table, row);
  const link = element('a', { href: toRecord(table.name, session.model.id() ?? '') }, `Open ${name}`);
  return { text: `${name}: saved.`, links: [link] };
}
