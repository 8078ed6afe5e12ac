import { braced, type Field, fieldRowXml } from './control-xml.ts';
import { guid } from './guid.ts';
import { labels } from './labels-xml.ts';
import type { Label, Table } from './table.ts';
import { element, text, type Xml } from './xml.ts';

export function formId(table: string): string {
  return guid(`form ${table} main`);
}

/** `<FormXml>` with the main form of a table of ours. */
export function formsXml(table: Table): Xml {
  const place = `form ${table.name}`;
  const fields = fieldsOf(table);
  const sections = table.layout.sections.map(({ label, columns }) =>
    sectionXml(
      place,
      label,
      columns.map((name) => fieldRowXml(place, fieldNamed(table, fields, name))),
    ),
  );
  const form = element('form', {}, [
    element('tabs', {}, [tabXml(place, { name: 'general', label: { en: 'General', nl: 'Algemeen' } }, sections)]),
  ]);
  return element('FormXml', {}, [
    element('forms', { type: 'main' }, [
      element('systemform', {}, [
        text('formid', `{${formId(table.name)}}`),
        text('IntroducedVersion', '1.0.0.0'),
        text('FormPresentation', 1),
        text('FormActivationState', 1),
        form,
        text('IsCustomizable', 1),
        text('CanBeDeleted', 1),
        element('LocalizedNames', {}, labels('LocalizedName', { en: 'Information', nl: 'Informatie' })),
      ]),
    ]),
  ]);
}

/** A tab of one column with its sections. */
export function tabXml(
  place: string,
  { name, label }: { readonly name: string; readonly label: Label },
  sections: readonly Xml[],
): Xml {
  const attributes = { name, id: braced(`${place} tab ${name}`), IsUserDefined: 1, verticallayout: 'true' };
  return element('tab', attributes, [
    element('labels', {}, labels('label', label)),
    element('columns', {}, [element('column', { width: '100%' }, [element('sections', {}, sections)])]),
  ]);
}

export function sectionXml(place: string, label: Label, rows: readonly Xml[]): Xml {
  const name = label.en.toLowerCase().replaceAll(/\W+/g, '_');
  const id = braced(`${place} section ${name}`);
  const attributes = { name, showlabel: 'true', showbar: 'false', columns: 1, IsUserDefined: 1, id };
  return element('section', attributes, [element('labels', {}, labels('label', label)), element('rows', {}, rows)]);
}

function fieldsOf(table: Table): readonly Field[] {
  return [
    { ...table.primaryName, type: 'text' },
    ...table.columns,
    { name: 'ownerid', label: { en: 'Owner', nl: 'Eigenaar' }, type: 'owner' },
    { name: 'createdon', label: { en: 'Created On', nl: 'Gemaakt op' }, type: 'time', readOnly: true },
    { name: 'modifiedon', label: { en: 'Modified On', nl: 'Gewijzigd op' }, type: 'time', readOnly: true },
  ];
}

function fieldNamed(table: Table, fields: readonly Field[], name: string): Field {
  const field = fields.find((each) => each.name === name);
  if (!field) throw new Error(`The form of ${table.name} names the column ${name}, which the table does not have.`);
  return field;
}
