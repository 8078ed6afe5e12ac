import { createListControl } from './client-api/list-control.ts';
import type { RibbonButton } from './client-api/ribbon.ts';
import { ribbonCommands } from './client-api/ribbon-commands.ts';
import type { ClientApi } from './client-api/xrm.ts';
import { type Command, createCommandBar } from './command-bar.ts';
import { element } from './element.ts';
import { type FormLayout, fieldsOf } from './form-layout.ts';
import { toListColumns } from './list-columns.ts';
import { createListGrid } from './list-grid.ts';
import { createPager } from './list-pager.ts';
import { type ListState, toListPath } from './list-query.ts';
import { createListSource } from './list-source.ts';
import { askMerge } from './merge-dialog.ts';
import { createMessageBar } from './message-bar.ts';
import type { Metadata, Table } from './metadata.ts';
import { type Done, recordCommands } from './record-commands.ts';
import { toNew, toRecord } from './route.ts';
import { type Row, textOf } from './row.ts';
import { createSearchBox } from './search-box.ts';
import { createViewChoice } from './view-choice.ts';
import type { WebApi } from './web-api.ts';

/** The tables that Dataverse's Merge action knows, cases apart. */
const mergeable = ['contact', 'lead', 'account'];

/** The list of a table. Throws when the first page cannot be read. `remember` keeps view, search and order for the next visit. */
export async function createListView(options: {
  readonly api: WebApi;
  readonly metadata: Metadata;
  readonly table: Table;
  readonly layout: FormLayout;
  readonly bulkEdit: (rows: readonly Row[]) => Promise<Done | undefined>;
  readonly client: ClientApi;
  readonly ribbon: readonly RibbonButton[];
  readonly state: ListState;
  readonly remember: (state: ListState) => void;
}): Promise<HTMLElement> {
  const { api, metadata, table } = options;
  const columns = toListColumns(table, await metadata.columns(table.name));
  const messages = createMessageBar();
  const commandBar = createCommandBar(`${table.pluralLabel}: commands`);
  let state = options.state;

  const source = createListSource(api, () => grid.show(source.page().rows, state.sort));
  const readFirst = () => source.first(toListPath(table, columns, state));
  const attempt = (work: () => Promise<void>) => work().catch(messages.error);
  const change = (to: Partial<ListState>) => {
    state = { ...state, ...to };
    options.remember(state);
    void attempt(readFirst);
  };
  const onDone = async ({ text, links = [] }: Done) => {
    messages.info(text, ...links);
    await readFirst();
  };
  const onError = async (error: unknown) => {
    await attempt(readFirst);
    messages.error(error);
  };
  const context = { api, table, onDone, onError };
  const merge = async ([a, b]: readonly Row[]) => {
    if (!a || !b) return;
    const ids = [textOf(a, table.idColumn), textOf(b, table.idColumn)] as const;
    const done = await askMerge({ api, metadata, table, fields: fieldsOf(options.layout) }, ids);
    if (done) await onDone(done);
  };
  const edit = async (rows: readonly Row[]) => {
    const [only, ...others] = rows;
    if (only && others.length === 0) return location.assign(toRecord(table.name, textOf(only, table.idColumn)));
    const done = await options.bulkEdit(rows).catch(onError);
    if (done) await onDone(done);
  };
  const buttons = options.ribbon.filter(({ bar }) => bar === 'HomepageGrid');
  const gridControl = createListControl({
    table,
    rows: () => source.page().rows,
    selected: () => grid.selected(),
    refresh: () => void attempt(source.again),
  });
  const commandsFor = (rows: readonly Row[]): readonly (Command | false)[] => [
    { name: 'new', label: 'New', icon: 'plus', run: () => location.assign(toNew(table.name)) },
    { name: 'refresh', label: 'Refresh', icon: 'refresh', run: () => attempt(source.again) },
    rows.length > 0 && { name: 'edit', label: 'Edit', icon: 'edit', run: () => edit(rows) },
    ...recordCommands(context, rows),
    ...ribbonCommands(options.client, buttons, { table, gridControl, rows }, messages.error),
    rows.length === 2 &&
      mergeable.includes(table.name) && {
        name: 'merge',
        label: 'Merge',
        icon: 'merge',
        run: () => attempt(() => merge(rows)),
      },
  ];
  const pager = createPager({ back: () => void attempt(source.back), next: () => void attempt(source.next) });
  const grid = createListGrid({
    table,
    columns,
    onSelect: () => {
      commandBar.show(commandsFor(grid.selected()).filter((command) => command !== false));
      pager.show(source.page(), source.number(), grid.selected().length);
    },
    onSort: (column) => {
      const { sort } = state;
      change({ sort: { column, descending: sort.column === column && !sort.descending } });
    },
    commandsOf: (row) => recordCommands(context, [row]),
  });
  await readFirst();
  const head = [
    element('h1', {}, table.pluralLabel),
    createViewChoice(table, state.view, (view) => change({ view })),
    createSearchBox(table, state.search, (search) => change({ search })),
  ];
  return element(
    'section',
    { class: 'list-view', 'data-testid': `list-${table.name}` },
    commandBar.node,
    messages.node,
    element('div', { class: 'list-head' }, ...head),
    element('div', { class: 'card list-card' }, element('div', { class: 'scroll' }, grid.node), pager.node),
  );
}
