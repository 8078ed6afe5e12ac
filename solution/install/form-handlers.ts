import { guid } from '../format/guid.ts';
import { element } from '../format/xml.ts';
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
  const ours = all(scanXml(formXml)).filter(isOurs);
  // From behind, so that the places before stay right.
  return ours.toReversed().reduce((xml, { start, end }) => xml.slice(0, start) + xml.slice(end), formXml);
}

function hasLibrary(formXml: string, library: string): boolean {
  const [libraries] = childrenNamed(scanXml(formXml), 'formLibraries');
  return (libraries?.children ?? []).some(({ attributes }) => attributes.name === library);
}

function hasHandler(formXml: string, functionName: string): boolean {
  return all(scanXml(formXml)).some(
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
  const [events] = childrenNamed(scanXml(formXml), 'events');
  const onLoad = (events?.children ?? []).filter(({ attributes }) => attributes.name?.toLowerCase() === 'onload');
  if (onLoad.length > 0) return insert(formXml, ['events', 'event:onload', 'Handlers'], handler);
  const event = element('event', { name: 'onload', application: 'false', active: 'false' }, [
    element('Handlers', {}, [handler]),
  ]);
  return insert(formXml, ['events'], event);
}

function libraryXml(library: string, form: string): string {
  return element('Library', { name: library, libraryUniqueId: `{${guid(`form library ${form} ${library}`)}}` });
}

/** Puts `xml` at the end of the element that the path leads to; elements on the way that are not there are made. */
function insert(formXml: string, path: readonly string[], xml: string): string {
  let at = scanXml(formXml);
  for (const [index, step] of path.entries()) {
    const next = at.children.find((child) => fits(child, step));
    if (!next) {
      const inner = path.slice(index).reduceRight((content, name) => `<${name}>${content}</${name}>`, xml);
      return insertInto(formXml, at, inner);
    }
    at = next;
  }
  return insertInto(formXml, at, xml);
}

function fits({ name, attributes }: Element, step: string): boolean {
  return step === 'event:onload' ? name === 'event' && attributes.name?.toLowerCase() === 'onload' : name === step;
}

function insertInto(text: string, into: Element, xml: string): string {
  if (!into.isEmptyTag) return text.slice(0, into.closeStart) + xml + text.slice(into.closeStart);
  const opened = text.slice(into.start, into.end).replace(/\s*\/>$/, '>');
  return `${text.slice(0, into.start)}${opened}${xml}</${into.name}>${text.slice(into.end)}`;
}

function childrenNamed({ children }: Element, name: string): readonly Element[] {
  return children.filter((child) => child.name === name);
}

/** An element and everything in it, in the order of the text. */
function all(root: Element): readonly Element[] {
  return [root, ...root.children.flatMap(all)];
}
