import type { Child, ColumnDetails } from './column-details.ts';
import type { Field, FormLayout, Section, Subgrid, Tab } from './form-layout.ts';
import type { Column } from './metadata.ts';
import { toField } from './to-field.ts';

/** What is known of the form's table, to read its FormXML with. */
export type FormFacts = {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly details: ReadonlyMap<string, ColumnDetails>;
  /** By relationship name. */
  readonly children: ReadonlyMap<string, Child>;
  readonly languageId: number;
};

/** A composite control edits its parts; `fullname` itself is never written. */
const composites: Readonly<Record<string, readonly string[]>> = { fullname: ['firstname', 'middlename', 'lastname'] };

/**
 * Tabs, sections, fields and sub-grids as a form's XML has them (schema FormXml.xsd), labels in the person's language. Left out: what
 * is not visible, columns and relationships that the organisation does not have, other controls, and what then has nothing in it.
 */
export function readFormXml(xml: Document, facts: FormFacts): FormLayout {
  const tabs = visible(xml.querySelectorAll('form > tabs > tab')).map((tab): Tab => {
    const sections = visible(tab.querySelectorAll(':scope > columns > column > sections > section'));
    const filled = sections
      .map((section) => readSection(section, facts))
      .filter(({ fields, subgrids }) => fields.length + subgrids.length > 0);
    return { name: nameOf(tab), label: labelOf(tab, facts) || nameOf(tab), sections: filled };
  });
  return { table: facts.table, tabs: withoutRepeats(tabs.filter(({ sections }) => sections.length > 0)) };
}

function readSection(section: Element, facts: FormFacts): Section {
  const cells = visible(section.querySelectorAll(':scope > rows > row > cell'));
  return {
    name: nameOf(section),
    label: labelOf(section, facts),
    fields: cells.flatMap((cell) => readFields(cell, facts)),
    subgrids: cells.flatMap((cell) => readSubgrid(cell, facts)),
  };
}

function readFields(cell: Element, facts: FormFacts): readonly Field[] {
  const control = cell.querySelector(':scope > control');
  const name = control?.getAttribute('datafieldname') ?? '';
  const parts = composites[name];
  const names = parts ?? [name];
  const isDisabled = control?.getAttribute('disabled') === 'true';
  return names.flatMap((one) => {
    const column = facts.columns.find((candidate) => candidate.name === one);
    if (!column) return [];
    const field = toField(column, facts.details.get(one));
    const label = parts ? '' : labelOf(cell, facts);
    return [
      {
        ...field,
        label: label || field.label,
        readOnly: field.readOnly === true || isDisabled,
        required: field.required === true && !isDisabled,
      },
    ];
  });
}

function readSubgrid(cell: Element, facts: FormFacts): readonly Subgrid[] {
  const control = cell.querySelector(':scope > control[indicationOfSubgrid="true"]');
  const child = facts.children.get(parameterOf(control, 'RelationshipName'));
  if (!control || !child || child.table !== parameterOf(control, 'TargetEntityType')) return [];
  return [{ name: control.id, label: labelOf(cell, facts) || control.id, ...child }];
}

function parameterOf(control: Element | null, name: string): string {
  return control?.querySelector(`:scope > parameters > ${name}`)?.textContent?.trim() ?? '';
}

/** A column that is on the form twice is drawn in its first place. */
function withoutRepeats(tabs: readonly Tab[]): readonly Tab[] {
  const seen = new Set<string>();
  const isFirst = ({ column }: Field) => !seen.has(column) && seen.add(column).size > 0;
  return tabs.map((tab) => ({
    ...tab,
    sections: tab.sections.map((section) => ({ ...section, fields: section.fields.filter(isFirst) })),
  }));
}

function visible(elements: NodeListOf<Element>): readonly Element[] {
  return [...elements].filter((element) => element.getAttribute('visible') !== 'false');
}

function nameOf(element: Element): string {
  return element.getAttribute('name') ?? element.id;
}

/** In the person's language, else in English, which is the organisation's own; '' where it is not to be shown. */
function labelOf(element: Element, { languageId }: FormFacts): string {
  if (element.getAttribute('showlabel') === 'false' && element.tagName !== 'cell') return '';
  const labels = [...element.querySelectorAll(':scope > labels > label')];
  const inLanguage = (code: number) => labels.find((label) => label.getAttribute('languagecode') === String(code));
  return (inLanguage(languageId) ?? inLanguage(1033) ?? labels[0])?.getAttribute('description') ?? '';
}
