import { createHandlers } from './client-api/handlers.ts';
import { createListControl } from './client-api/list-control.ts';
import type { RibbonButton } from './client-api/ribbon.ts';
import { ribbonCommands } from './client-api/ribbon-commands.ts';
import type { ClientApi } from './client-api/xrm.ts';
import { type Command, createCommandBar } from './command-bar.ts';
import { element } from './element.ts';
import type { Grid } from './form-body.ts';
import type { Subgrid } from './form-layout.ts';
import type { FormSession } from './form-session.ts';
import { toListColumns, usualSort } from './list-columns.ts';
import { createListGrid } from './list-grid.ts';
import { createPager } from './list-pager.ts';
import { type ListState, toListPath } from './list-query.ts';
import { createListSource } from './list-source.ts';
import type { MessageBar } from './message-bar.ts';
import type { Column, Table } from './metadata.ts';
import type { QuickCreate } from './quick-create.ts';
import { type Done, recordCommands } from './record-commands.ts';
import { rowName } from './row-name.ts';
import type { WebApi } from './web-api.ts';

/** What is read beforehand of the table that a sub-grid shows. */
export type Related = {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly ribbon: readonly RibbonButton[];
};

/** A sub-grid of records: the active ones that belong to the record, read when the form is. A new record has none before it is saved. */
export function createRelatedGrid(
  context: {
    readonly api: WebApi;
    readonly client: ClientApi;
    readonly session: FormSession;
    readonly messages: MessageBar;
    readonly quickCreate: QuickCreate;
    readonly formContext: () => unknown;
  },
  subgrid: Subgrid,
  { table, columns: all, ribbon }: Related,
): Grid {
  const { api, client, session, messages, quickCreate } = context;
  const columns = toListColumns(table, all);
  const handlers = createHandlers();
  const listeners: (() => void)[] = [];
  const commandBar = createCommandBar(`${subgrid.label}: commands`);
  const unsaved = element('p', { class: 'empty' }, 'Save the record first: then others can belong to it.');
  let state: ListState = { view: 'active', search: '', sort: usualSort(table) };
  let disabled = false;

  const source = createListSource(api, () => {
    grid.show(source.page().rows, state.sort);
    for (const listener of listeners) listener();
  });
  const attempt = (work: () => Promise<void>) => work().catch(messages.error);
  const read = async () => {
    const id = session.model.id();
    unsaved.hidden = id !== undefined;
    shown.hidden = id === undefined;
    if (id) await source.first(toListPath(table, columns, state, `_${subgrid.lookup.column}_value eq ${id}`));
  };
  const refresh = () => void attempt(read);
  const onDone = async ({ text, links = [] }: Done) => {
    messages.info(text, ...links);
    await read();
  };
  const ofRecords = { api, table, onDone, onError: messages.error };
  const create = async () => {
    const row = session.row();
    const id = session.model.id();
    if (!row || !id) return;
    const value = { table: session.table.name, id, name: rowName(session.table, row) };
    const done = await quickCreate.open(table, { column: subgrid.lookup.column, value });
    if (done) await onDone(done);
  };
  const control = {
    ...createListControl({
      table,
      name: subgrid.name,
      rows: () => source.page().rows,
      selected: () => grid.selected(),
      refresh,
    }),
    getLabel: () => subgrid.label,
    addOnLoad: handlers.addFunction,
    removeOnLoad: handlers.removeFunction,
  };
  const commands = (): readonly Command[] => {
    const rows = grid.selected();
    const place = { table, formContext: context.formContext(), gridControl: control, rows };
    const canCreate = !disabled && quickCreate.tables.includes(table);
    const fresh: Command = {
      name: `${subgrid.name}-new`,
      label: `New ${table.label}`,
      icon: 'plus',
      run: () => attempt(create),
    };
    return [
      ...(canCreate ? [fresh] : []),
      { name: `${subgrid.name}-refresh`, label: 'Refresh', icon: 'refresh', run: () => attempt(read) },
      ...recordCommands(ofRecords, rows),
      ...ribbonCommands(
        client,
        ribbon.filter(({ bar }) => bar === 'SubGrid'),
        place,
        messages.error,
      ),
    ];
  };
  const pager = createPager({ back: () => void attempt(source.back), next: () => void attempt(source.next) });
  const update = () => {
    commandBar.show(commands());
    pager.show(source.page(), source.number(), grid.selected().length);
  };
  const grid = createListGrid({
    table,
    columns,
    onSelect: update,
    onSort: (column) => {
      state = { ...state, sort: { column, descending: state.sort.column === column && !state.sort.descending } };
      refresh();
    },
    commandsOf: (row) => recordCommands(ofRecords, [row]),
  });
  const shown = element('div', {}, commandBar.node, element('div', { class: 'scroll' }, grid.node), pager.node);
  session.model.onLoad(refresh);
  refresh();
  return {
    node: element('div', { class: 'related-grid', 'data-testid': `grid-${subgrid.name}` }, unsaved, shown),
    setDisabled: (is) => {
      disabled = is;
      update();
    },
    script: { api: control, handlers, onRows: (listener) => void listeners.push(listener) },
  };
}
