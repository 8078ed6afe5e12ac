import { textOf } from '../row.ts';
import type { WebApi } from '../web-api.ts';
import { readStrings, type Strings } from './strings.ts';

/** The scripts of the imported solutions, loaded into the page when a form or a button asks for them. */
export type Libraries = {
  /** Loads them in this order with the texts they depend on; each once. Throws a sentence that names the one that is not there. */
  readonly load: (names: readonly string[]) => Promise<void>;
  readonly strings: Strings;
  readonly addressOf: (name: string) => string;
};

export async function createLibraries(api: WebApi, languageId: number): Promise<Libraries> {
  const { rows } = await api.list('webresourceset?$select=name,dependencyxml,versionnumber', 5000);
  const resources = new Map(
    rows.map((row) => [
      textOf(row, 'name'),
      {
        version: textOf(row, 'versionnumber'),
        dependencies: readDependencies(textOf(row, 'dependencyxml')),
      },
    ]),
  );
  const loading = new Map<string, Promise<void>>();
  const strings = readStrings();
  const addressOf = (name: string) => {
    const version = resources.get(name)?.version;
    return version ? `/%7B${version}%7D/WebResources/${name}` : `/WebResources/${name}`;
  };
  const loadOne = async (name: string) => {
    const resource = resources.get(name);
    if (!resource) throw new Error(`Web resource ${name} is not in this organisation.`);
    for (const dependency of resource.dependencies) await loadDependency(dependency);
    await addScript(addressOf(name), name);
  };
  const once = (name: string, start: () => Promise<void>) => {
    const known = loading.get(name) ?? start();
    loading.set(name, known);
    return known;
  };
  const loadDependency = async (name: string) => {
    if (name.endsWith('.js')) return once(name, () => loadOne(name));
    if (/\.resx$/.test(name)) {
      const own = name.replace(/\.\d{4}\.resx$/, `.${languageId}.resx`);
      const file = resources.has(own) ? own : name;
      if (resources.has(file)) await once(file, () => strings.add(file, addressOf(file)));
    }
  };
  return {
    load: async (names) => {
      for (const name of names) await once(name, () => loadOne(name));
    },
    strings,
    addressOf,
  };
}

/** `<Dependencies><Dependency componentType="WebResource"><Library name="…" /></Dependency></Dependencies>` */
function readDependencies(text: string): readonly string[] {
  if (text === '') return [];
  const xml = new DOMParser().parseFromString(text, 'text/xml');
  return [...xml.querySelectorAll('Library')].map((library) => library.getAttribute('name') ?? '');
}

function addScript(address: string, name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const script = document.createElement('script');
  script.src = address;
  script.addEventListener('load', () => resolve());
  script.addEventListener('error', () => reject(new Error(`Web resource ${name} cannot be loaded.`)));
  document.head.append(script);
  return promise;
}
