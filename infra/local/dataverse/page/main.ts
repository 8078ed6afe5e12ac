import { readAppAreas } from './client-api/app-areas.ts';
import { installXrm } from './client-api/xrm.ts';
import { confirmWith } from './dialog.ts';
import { element, focusOn } from './element.ts';
import { findByName } from './find-by-name.ts';
import { createForms } from './forms.ts';
import { lookupControls } from './lookup-control.ts';
import { createMenuButton } from './menu-button.ts';
import { createMessageBar, type MessageBar } from './message-bar.ts';
import { readMetadata, type Table } from './metadata.ts';
import { createNavigation } from './navigation.ts';
import { createQuickCreate, type QuickCreate } from './quick-create.ts';
import { fromHash, type Route, toList, toWebResource } from './route.ts';
import { toSiteMap } from './site-map.ts';
import { createViews, neverDirty, type OpenView, type View } from './views.ts';
import { createWebApi } from './web-api.ts';

void start();

async function start(): Promise<void> {
  const main = document.getElementById('main');
  const siteMap = document.getElementById('site-map');
  const notices = document.getElementById('global-notices');
  if (!main || !siteMap || !notices) throw new Error('index.html lacks #main, #site-map or #global-notices.');
  // What no form or list has caught is said here, not only in the developer tools.
  const messages = createMessageBar();
  main.append(messages.node);
  window.addEventListener('unhandledrejection', ({ reason }) => messages.error(reason));

  const api = createWebApi(fetch.bind(window));
  const metadata = await readMetadata(api);
  const client = await installXrm({ api, metadata, notices });
  const areas = toSiteMap(metadata, await readAppAreas(api, metadata, client.languageId));
  const navigation = createNavigation(siteMap, areas);
  const lookup = lookupControls((name, text) => findByName(api, metadata, name, text));
  const forms = createForms(api, metadata, client.languageId);
  const quickCreate = await createQuickCreate({ api, metadata, forms, lookup });
  addQuickCreateMenu(quickCreate, messages);
  const open = createViews({ api, metadata, client, areas, forms, lookup, quickCreate });
  await followAddress({ main, messages: messages.node, mark: navigation.mark, open });
}

/** The plus sign at the top, on every page. */
function addQuickCreateMenu({ tables, open }: QuickCreate, messages: MessageBar): void {
  const create = async (table: Table) => {
    const done = await open(table);
    if (done) messages.info(done.text, ...(done.links ?? []));
  };
  const menu = createMenuButton({
    label: 'Quick create',
    icon: 'plus',
    testId: 'quick-create',
    commandsOf: () =>
      tables.map((table) => ({ name: table.name, label: table.label, icon: 'plus', run: () => create(table) })),
  });
  if (tables.length > 0) document.querySelector('.top .user')?.before(menu);
}

/** Shows the page of the address bar, now and after every change of it; asks before unsaved changes are lost. */
async function followAddress(page: {
  readonly main: HTMLElement;
  readonly messages: HTMLElement;
  readonly mark: (address: string | undefined) => void;
  readonly open: OpenView;
}): Promise<void> {
  const { main, messages } = page;
  let shown: View = { node: main, isDirty: neverDirty };
  let turn = 0;
  const leave = (hash: string) => {
    shown = { ...shown, isDirty: neverDirty };
    location.assign(hash);
  };
  const show = async () => {
    turn += 1;
    const mine = turn;
    const route = fromHash(location.hash);
    page.mark(placeOf(route));
    main.ariaBusy = 'true';
    const view = await page.open(route, leave).catch(toErrorView);
    // Whoever clicks on while a page loads gets the last one she asked for.
    if (mine !== turn) return;
    shown = view;
    main.replaceChildren(messages, view.node);
    main.ariaBusy = 'false';
    const heading = view.node.querySelector('h1');
    document.title = `${heading?.textContent ?? ''} · Dynamics stand-in`;
    if (heading) focusOn(heading);
  };
  const onHashChange = async ({ oldURL }: HashChangeEvent) => {
    if (shown.isDirty() && !(await mayLeave())) history.replaceState(null, '', oldURL);
    else await show();
  };
  window.addEventListener('hashchange', (event) => void onHashChange(event));
  window.addEventListener('beforeunload', (event) => {
    if (shown.isDirty()) event.preventDefault();
  });
  await show();
}

/** The entry of the navigation that a page belongs to. */
function placeOf(route: Route): string | undefined {
  if (route.kind === 'home') return undefined;
  return route.kind === 'web-resource' ? toWebResource(route.name) : toList(route.table);
}

function mayLeave(): Promise<boolean> {
  return confirmWith({
    title: 'Unsaved changes',
    text: 'Leave this page without saving? What you changed is lost.',
    confirmLabel: 'Leave without saving',
    danger: true,
  });
}

function toErrorView(error: unknown): View {
  const messages = createMessageBar();
  messages.error(error);
  const heading = element('h1', {}, 'This page cannot be shown');
  return { node: element('section', {}, heading, messages.node), isDirty: neverDirty };
}
