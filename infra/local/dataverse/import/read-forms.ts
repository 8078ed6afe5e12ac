import { readGuid } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import { child, childrenNamed, numberIn, textIn, writeXml, type Xml } from './xml.ts';

/** Whole forms of the tables in the zip. Differences to forms of others (`solutionaction`) are kept by `read-kept.ts` only. */
export function readForms(customizations: Xml): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'Entities'), 'Entity').flatMap((entity) =>
    childrenNamed(child(entity, 'FormXml'), 'forms').flatMap((forms) =>
      childrenNamed(forms, 'systemform')
        .filter((form) => !isDifference(form))
        .map((form) => readForm(form, textIn(entity, 'Name').toLowerCase(), forms.attributes.type ?? 'main')),
    ),
  );
}

/** A managed solution carries only its difference to a form that another solution owns. */
export function isDifference(form: Xml): boolean {
  return writeXml(form).includes(' solutionaction="');
}

const formTypes: ReadonlyMap<string, number> = new Map([
  ['main', 2],
  ['quick', 6],
  ['quickCreate', 7],
  ['card', 11],
]);

function readForm(form: Xml, table: string, type: string): ComponentRow {
  const names = child(form, 'LocalizedNames')?.children[0];
  const xml = child(form, 'form');
  return {
    table: 'systemform',
    id: readGuid(textIn(form, 'formid')) ?? '',
    values: filled({
      name: names?.attributes.description ?? table,
      objecttypecode: table,
      type: formTypes.get(type) ?? 2,
      formxml: xml && writeXml(xml),
      formactivationstate: numberIn(form, 'FormActivationState') ?? 1,
    }),
  };
}
