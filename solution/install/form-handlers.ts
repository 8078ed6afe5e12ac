import { guid } from '../format/guid.ts';
import { element } from '../format/xml.ts';
import { allIn, childNamed, cut, insert } from './edit-xml.ts';
import { type Element, scanXml } from './scan-xml.ts';

/** A script of ours on a form: the library, and the function that runs when the form has loaded. */
export type FormHandler = { readonly library: string; readonly functionName: string };

export function handlerOf(table: string): FormHandler {
  return { library: `assent_/forms/${table}.js`, functionName: `Assent.forms.${table}.onLoad` };
}

/**
 * FormXML with our library and OnLoad handler in it. Everything else stays as it is, byte for byte; a form that has both is given
 * back unchanged. Other people's handlers run before ours.
 */
export function addHandler(formXml: string, form: string, { library, functionName }: FormHandler): string {
  const withLibrary = hasLibrary(formXml, library)
    ? formXml
    : insert(formXml, ['formLibraries'], libraryXml(library, form));
  return hasHandler(withLibrary, functionName) ? withLibrary : insertHandler(withLibrary, form, library, functionName);
}

/** FormXML without them, for an uninstall: a form that names our library keeps the solution from being deleted. */
export function removeHandler(formXml: string, { library, functionName }: FormHandler): string {
  const isOurs = ({ name, attributes }: Element) =>
    (name === 'Library' && attributes.name === library) ||
    (name === 'Handler' && attributes.functionName === functionName && attributes.libraryName === library);
  return cut(formXml, allIn(scanXml(formXml)).filter(isOurs));
}

function hasLibrary(formXml: string, library: string): boolean {
  return (childNamed(scanXml(formXml), 'formLibraries')?.children ?? []).some(
    ({ attributes }) => attributes.name === library,
  );
}

function hasHandler(formXml: string, functionName: string): boolean {
  return allIn(scanXml(formXml)).some(
    ({ name, attributes }) => name === 'Handler' && attributes.functionName === functionName,
  );
}

function insertHandler(formXml: string, form: string, library: string, functionName: string): string {
  const handler = element('Handler', {
    functionName,
    libraryName: library,
    handlerUniqueId: `{${guid(`form handler ${form} ${functionName}`)}}`,
    enabled: 'true',
    parameters: '',
    passExecutionContext: 'true',
  });
  const events = childNamed(scanXml(formXml), 'events')?.children ?? [];
  const isOnLoad = ({ attributes }: Element) => attributes.name?.toLowerCase() === 'onload';
  if (events.some(isOnLoad)) return insert(formXml, ['events', isOnLoad, 'Handlers'], handler);
  const event = element('event', { name: 'onload', application: 'false', active: 'false' }, [
    element('Handlers', {}, [handler]),
  ]);
  return insert(formXml, ['events'], event);
}

function libraryXml(library: string, form: string): string {
  return element('Library', { name: library, libraryUniqueId: `{${guid(`form library ${form} ${library}`)}}` });
}
