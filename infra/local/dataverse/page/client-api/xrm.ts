import type { Metadata } from '../metadata.ts';
import type { WebApi } from '../web-api.ts';
import { createGlobalContext } from './global-context.ts';
import { createGlobalNotices } from './global-notices.ts';
import { createLibraries, type Libraries } from './libraries.ts';
import { createXrmNavigation } from './navigation.ts';
import { readPerson } from './person.ts';
import { createProgress } from './progress.ts';
import { createXrmWebApi } from './web-api.ts';

/** What the page needs of the client API beside the global `Xrm`. */
export type ClientApi = {
  readonly globalContext: unknown;
  readonly libraries: Libraries;
  readonly languageId: number;
};

/**
 * Puts the global `Xrm` and `GetGlobalContext` in place, under which the scripts of imported solutions run unchanged (Microsoft's
 * "Client API reference for model-driven apps"). `Xrm.Page` is left out: it is deprecated there.
 */
export async function installXrm(options: {
  readonly api: WebApi;
  readonly metadata: Metadata;
  readonly notices: HTMLElement;
}): Promise<ClientApi> {
  const { api, metadata } = options;
  const person = await readPerson(api);
  const libraries = await createLibraries(api, person.languageId);
  const globalContext = createGlobalContext(person, libraries.addressOf);
  const progress = createProgress();
  const Xrm = {
    App: createGlobalNotices(options.notices),
    Navigation: createXrmNavigation(libraries.addressOf),
    Utility: {
      getGlobalContext: () => globalContext,
      getResourceString: (name: unknown, key: unknown) => libraries.strings.get(String(name), String(key)),
      getEntityMetadata: async (name: unknown) => api.read(`EntityDefinitions(LogicalName='${name}')`),
      getPageContext: () => ({ input: readPage() }),
      showProgressIndicator: progress.show,
      closeProgressIndicator: progress.close,
    },
    WebApi: createXrmWebApi(api, metadata),
  };
  Object.assign(window, { Xrm, GetGlobalContext: () => globalContext });
  return { globalContext, libraries, languageId: person.languageId };
}

function readPage() {
  const [entityName, entityId] = location.hash.replace(/^#\//, '').split('/');
  const pageType = entityId ? 'entityrecord' : 'entitylist';
  return { pageType, entityName, ...(entityId && entityId !== 'new' ? { entityId } : {}) };
}
