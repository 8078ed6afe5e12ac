import type { FormDefinition } from './client-api/form-definition.ts';
import { createFormNotices } from './client-api/form-notices.ts';
import { createFormScripts, type FormScripts } from './client-api/form-scripts.ts';
import type { RibbonButton } from './client-api/ribbon.ts';
import { ribbonCommands } from './client-api/ribbon-commands.ts';
import type { ClientApi } from './client-api/xrm.ts';
import { createCommandBar } from './command-bar.ts';
import { element } from './element.ts';
import type { LookupInput } from './field-control.ts';
import { createFormActions } from './form-actions.ts';
import { createFormBody } from './form-body.ts';
import { formCommands } from './form-commands.ts';
import { createFormHeader } from './form-header.ts';
import { isPermissionGrid } from './form-layout.ts';
import type { FormSession } from './form-session.ts';
import { createMessageBar } from './message-bar.ts';
import { createPermissionGrid } from './permission-grid.ts';
import type { QuickCreate } from './quick-create.ts';
import { createRelatedGrid, type Related } from './related-grid.ts';
import { displayOf, type Lookup } from './row.ts';
import type { WebApi } from './web-api.ts';

export type FormView = {
  readonly node: HTMLElement;
  readonly isDirty: () => boolean;
  /** Loads the form's script libraries and runs their OnLoad; before the form is shown. */
  readonly start: () => Promise<void>;
};

/** The form of one record. `leave` goes to another address without asking about unsaved changes. */
export function createFormView(options: {
  readonly api: WebApi;
  readonly session: FormSession;
  readonly subscriptions: readonly Lookup[];
  readonly lookup: LookupInput;
  readonly leave: (hash: string) => void;
  readonly client: ClientApi;
  readonly definition: FormDefinition;
  readonly ribbon: readonly RibbonButton[];
  /** The tables of the form's other sub-grids, by name. */
  readonly related: ReadonlyMap<string, Related>;
  readonly quickCreate: QuickCreate;
}): FormView {
  const { api, session, leave } = options;
  const { table, model } = session;
  const messages = createMessageBar();
  const notices = createFormNotices();
  const commandBar = createCommandBar(`${table.label}: commands`);
  const header = createFormHeader(session);
  let scripts: FormScripts | undefined;
  const { quickCreate } = options;
  const formContext = () => scripts?.formContext;
  const gridContext = { api, client: options.client, session, messages, quickCreate, formContext };
  const body = createFormBody({
    layout: session.layout,
    model,
    lookup: options.lookup,
    drawGrid: (subgrid) => {
      if (isPermissionGrid(subgrid))
        return createPermissionGrid(subgrid.label, session.permissions, options.subscriptions);
      const related = options.related.get(subgrid.table);
      return related && createRelatedGrid(gridContext, subgrid, related);
    },
  });
  const readOnly = element(
    'p',
    { class: 'message info', 'data-testid': 'read-only' },
    'Read-only: this record is not active.',
  );
  const stamp = element('p', { class: 'stamp' });
  const { client, definition } = options;
  const buttons = options.ribbon.filter(({ bar }) => bar === 'Form');
  const scriptCommands = (formContext: unknown) => {
    const row = session.row();
    const formState = row ? (session.isReadOnly() ? 'Disabled' : 'Existing') : 'Create';
    const place = { table, formContext, formState, rows: row ? [row] : [] };
    return ribbonCommands(client, buttons, place, messages.error);
  };
  const update = () => {
    header.update();
    readOnly.hidden = !session.isReadOnly();
    body.setDisabled(session.isReadOnly());
    commandBar.show([
      ...formCommands(session, actions, { api, table, onError: messages.error }),
      ...(scripts ? scriptCommands(scripts.formContext) : []),
    ]);
    stamp.textContent = stampOf(session);
  };
  const actions = createFormActions({ session, body, messages, leave, onSaveStep: update });
  model.onLoad(update);
  model.onChange(header.update);
  session.permissions.onChange(header.update);
  scripts = createFormScripts({ client, definition, session, body, actions, notices, refreshRibbon: update });
  update();

  const node = element(
    'section',
    { class: 'form-view', 'data-testid': `form-${table.name}` },
    commandBar.node,
    messages.node,
    notices.node,
    readOnly,
    element('div', { class: 'card form-head' }, header.node, body.tabs.list),
    ...body.panels,
    stamp,
  );
  node.addEventListener('keydown', (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!session.isReadOnly()) void actions.save();
  });
  return { node, isDirty: session.isDirty, start: scripts.start };
}

function stampOf({ row }: FormSession): string {
  const record = row();
  return record ? `Created ${displayOf(record, 'createdon')} · Modified ${displayOf(record, 'modifiedon')}` : '';
}
