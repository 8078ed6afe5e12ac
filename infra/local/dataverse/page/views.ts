import { askBulkEdit } from './bulk-edit.ts';
import { formTypes } from './client-api/form-definition.ts';
import { type RibbonButton, readRibbon } from './client-api/ribbon.ts';
import type { ClientApi } from './client-api/xrm.ts';
import type { LookupInput } from './field-control.ts';
import { type FormLayout, isPermissionGrid, subgridsOf } from './form-layout.ts';
import { openFormSession } from './form-session.ts';
import { createFormView } from './form-view.ts';
import type { Forms } from './forms.ts';
import { createHomeView } from './home-view.ts';
import { usualSort } from './list-columns.ts';
import type { ListState } from './list-query.ts';
import { createListView } from './list-view.ts';
import type { Metadata, Table } from './metadata.ts';
import { readSubscriptions } from './permission-store.ts';
import type { QuickCreate } from './quick-create.ts';
import type { Related } from './related-grid.ts';
import type { Route } from './route.ts';
import type { Area } from './site-map.ts';
import type { WebApi } from './web-api.ts';
import { createWebResourceView } from './web-resource-view.ts';

/** What the main area shows. */
export type View = { readonly node: HTMLElement; readonly isDirty: () => boolean };

/** Throws what keeps the page from being shown. `leave` goes to another address without asking about unsaved changes. */
export type OpenView = (route: Route, leave: (hash: string) => void) => Promise<View>;

export const neverDirty = () => false;

/** Makes the page of each address. Lists are found again as they were left. */
export function createViews(parts: {
  readonly api: WebApi;
  readonly metadata: Metadata;
  readonly client: ClientApi;
  readonly areas: readonly Area[];
  readonly forms: Forms;
  readonly lookup: LookupInput;
  readonly quickCreate: QuickCreate;
}): OpenView {
  const { api, metadata, client, forms, lookup, quickCreate } = parts;
  const listStates = new Map<string, ListState>();
  const ribbons = new Map<string, Promise<readonly RibbonButton[]>>();
  const ribbonOf = (table: Table) => {
    const known = ribbons.get(table.name) ?? readRibbon(api, table.name, client.languageId);
    ribbons.set(table.name, known);
    return known;
  };
  const relatedOf = async (layout: FormLayout): Promise<ReadonlyMap<string, Related>> => {
    const tables = subgridsOf(layout)
      .filter((subgrid) => !isPermissionGrid(subgrid))
      .flatMap((subgrid) => metadata.find(subgrid.table) ?? []);
    const read = async (table: Table) =>
      [table.name, { table, columns: await metadata.columns(table.name), ribbon: await ribbonOf(table) }] as const;
    return new Map(await Promise.all(tables.map(read)));
  };
  const openList = async (table: Table): Promise<View> => {
    const usual: ListState = { view: 'active', search: '', sort: usualSort(table) };
    const node = await createListView({
      api,
      metadata,
      table,
      layout: (await forms.of(table, formTypes.main)).layout,
      bulkEdit: (rows) => askBulkEdit({ api, metadata, forms, lookup, table }, rows),
      client,
      ribbon: await ribbonOf(table),
      state: listStates.get(table.name) ?? usual,
      remember: (state) => void listStates.set(table.name, state),
    });
    return { node, isDirty: neverDirty };
  };
  const openForm = async (table: Table, id: string | undefined, leave: (hash: string) => void): Promise<View> => {
    const { layout, definition } = await forms.of(table, formTypes.main);
    const session = await openFormSession({ api, metadata, table, layout, id });
    const subscriptions = metadata.find('assent_subscription') ? await readSubscriptions(api) : [];
    const ribbon = await ribbonOf(table);
    const view = createFormView({
      api,
      session,
      subscriptions,
      lookup,
      leave,
      client,
      definition,
      ribbon,
      related: await relatedOf(layout),
      quickCreate,
    });
    await view.start();
    return view;
  };
  return async (route, leave) => {
    if (route.kind === 'home') return { node: createHomeView(parts.areas), isDirty: neverDirty };
    if (route.kind === 'web-resource') {
      return { node: createWebResourceView(route.name, client.libraries.addressOf(route.name)), isDirty: neverDirty };
    }
    const table = metadata.find(route.table);
    if (!table) throw new Error(`This organisation has no table "${route.table}".`);
    if (route.kind === 'list') return openList(table);
    return openForm(table, route.kind === 'record' ? route.id : undefined, leave);
  };
}
