import { addHandler, handlerOf, removeHandler } from '../../../../solution/install/form-handlers.ts';
import { type Element, scanXml } from '../../../../solution/install/scan-xml.ts';

const handler = handlerOf('contact');
const form = '1fed44d1-ae68-4a41-bd2b-f13acac4acfa';

/** A form as Dataverse writes it: handlers of others, an event inside a cell, a comment, and a text that looks like a tag. */
const busy = `<form shownavigationbar="true"><tabs><tab id="{1}" labels="a &gt; b"><columns><column><sections><section><rows><row>
<cell id='{2}'><events><event name="onchange" attribute="fax"><Handlers><Handler functionName="Other.fax" libraryName="other.js" /></Handlers></event></events><control/></cell>
</row></rows></section></sections></column></columns><events><event name="onload"><Handlers/></event></events></tab></tabs><!-- </form> -->
<events><event name="onsave" application="false"><Handlers><Handler functionName="Other.save" libraryName="other.js"/></Handlers></event><event name="OnLoad" application="false" active="false"><InternalHandlers><Handler functionName="Mscrm.load" libraryName="main.js" /></InternalHandlers><Handlers><Handler functionName="Other.load" libraryName="other.js"/></Handlers></event></events>
<formLibraries><Library name="other.js" libraryUniqueId="{3}" /></formLibraries></form>`;

const cases: readonly (readonly [what: string, xml: string])[] = [
  ['with nothing in it', '<form><tabs><tab /></tabs></form>'],
  ['that is one empty tag', '<form />'],
  ['with an empty <events /> and <formLibraries/>', '<form><tabs/><events /><formLibraries/></form>'],
  [
    'whose OnLoad has only handlers of the system',
    '<form><events><event name="onload"><InternalHandlers /></event></events></form>',
  ],
  ['with handlers of others', busy],
];

test.each(cases)('a form %s gets library and handler once, at its own level', (_, xml) => {
  const changed = addHandler(xml, form, handler);

  expect(libraries(changed)).toContain('assent_/forms/contact.js');
  expect(onLoadHandlers(changed)).toContain('Assent.forms.contact.onLoad');
  expect(changed.match(/Assent\.forms\.contact\.onLoad/g)).toHaveLength(1);
  expect(changed).toContain('passExecutionContext="true"');
  expect(addHandler(changed, form, handler)).toBe(changed);
});

test('handlers and libraries of others stay, and run before ours', () => {
  const changed = addHandler(busy, form, handler);

  expect(libraries(changed)).toEqual(['other.js', 'assent_/forms/contact.js']);
  expect(onLoadHandlers(changed)).toEqual(['Other.load', 'Assent.forms.contact.onLoad']);
});

test('everything else stays byte for byte, and an uninstall gives back the form as it was', () => {
  const changed = addHandler(busy, form, handler);

  expect(changed.replace(/<Library name="assent[^>]*>|<Handler functionName="Assent[^>]*>/g, '')).toBe(busy);
  expect(removeHandler(changed, handler)).toBe(busy);
  expect(removeHandler(busy, handler)).toBe(busy);
});

test('a form that has the library and no handler gets the handler only', () => {
  const half = '<form><formLibraries><Library name="assent_/forms/contact.js" /></formLibraries></form>';

  const changed = addHandler(half, form, handler);

  expect(libraries(changed)).toEqual(['assent_/forms/contact.js']);
  expect(onLoadHandlers(changed)).toEqual(['Assent.forms.contact.onLoad']);
});

test.each(['<form><tabs></form>', '<form>', 'no xml', ''])('%s is no form', (xml) => {
  expect(() => addHandler(xml, form, handler)).toThrow(/XML/);
});

function libraries(xml: string): readonly (string | undefined)[] {
  const [element] = named(scanXml(xml).children, 'formLibraries');
  return (element?.children ?? []).map(({ attributes }) => attributes.name);
}

/** Those of the form itself, not of a tab or a cell. */
function onLoadHandlers(xml: string): readonly (string | undefined)[] {
  const [events] = named(scanXml(xml).children, 'events');
  const event = events?.children.find(({ attributes }) => attributes.name?.toLowerCase() === 'onload');
  const [handlers] = named(event?.children ?? [], 'Handlers');
  return (handlers?.children ?? []).map(({ attributes }) => attributes.functionName);
}

function named(elements: readonly Element[], name: string): readonly Element[] {
  return elements.filter((element) => element.name === name);
}
