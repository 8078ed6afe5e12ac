import { guid } from './guid.ts';
import { element, text, type Xml } from './xml.ts';

/** A file that Dynamics serves by its name, `assent_/forms/contact.js`. */
export type WebResource = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Other web resources that have to be loaded with it: the texts of a script. */
  readonly needs: readonly string[];
};

/** Dataverse's numbers of kinds of files. */
const types: ReadonlyMap<string, number> = new Map([
  ['html', 1],
  ['css', 2],
  ['js', 3],
  ['png', 5],
  ['svg', 11],
  ['resx', 12],
]);

export function webResourceId(name: string): string {
  return guid(`webresource ${name}`);
}

/** Where its bytes are in the zip: without separators and without extension, the id in capitals, as exports have it. */
export function webResourcePath(name: string): string {
  return `WebResources/${name.replaceAll(/[^\w]/g, '')}${webResourceId(name).toUpperCase()}`;
}

/** `<WebResource>`. Throws for a kind of file that Dataverse does not take. */
export function webResourceXml({ name, needs }: WebResource): Xml {
  const language = /\.(\d{4})\.resx$/.exec(name)?.[1];
  return element('WebResource', {}, [
    text('WebResourceId', `{${webResourceId(name)}}`),
    text('Name', name),
    text('DisplayName', name.slice(name.lastIndexOf('/') + 1)),
    ...(language === undefined ? [] : [text('LanguageCode', language)]),
    text('WebResourceType', typeOf(name)),
    text('IntroducedVersion', '1.0.0.0'),
    text('IsEnabledForMobileClient', 1),
    text('IsAvailableForMobileOffline', 0),
    text('DependencyXml', dependencyXml(needs)),
    text('IsCustomizable', 1),
    text('CanBeDeleted', 1),
    text('IsHidden', 0),
    text('FileName', `/${webResourcePath(name)}`),
  ]);
}

function typeOf(name: string): number {
  const type = types.get(name.slice(name.lastIndexOf('.') + 1));
  if (type === undefined)
    throw new Error(`${name} cannot be a web resource: give it one of ${[...types.keys()].join(', ')}.`);
  return type;
}

/** XML inside a text, as Dataverse keeps it. */
function dependencyXml(needs: readonly string[]): Xml {
  const libraries = needs.map((name) => {
    const displayName = name.slice(name.lastIndexOf('/') + 1);
    const libraryUniqueId = `{${guid(`dependency ${name}`)}}`;
    return element('Library', { name, displayName, languagecode: '', description: '', libraryUniqueId });
  });
  return element('Dependencies', {}, [element('Dependency', { componentType: 'WebResource' }, libraries)]).replaceAll(
    /\n\s*/g,
    '',
  );
}
