import type { Handlers } from './client-api/handlers.ts';
import { element } from './element.ts';
import { createFieldControl, type FieldControl, type LookupInput } from './field-control.ts';
import type { FormLayout, Section, Subgrid } from './form-layout.ts';
import type { FormModel } from './form-model.ts';
import { createTabs, type Tabs } from './form-tabs.ts';

/** A sub-grid on the form. */
export type Grid = {
  readonly node: HTMLElement;
  readonly setDisabled: (disabled: boolean) => void;
  /** What it is to the scripts of the form; the permission grid, whose rows belong to the form, is made for them elsewhere. */
  readonly script?: {
    readonly api: { readonly getName: () => string };
    readonly handlers: Handlers;
    /** Its rows have been read. */
    readonly onRows: (listener: () => void) => void;
  };
};

export type FormBody = {
  readonly tabs: Tabs;
  readonly panels: readonly HTMLElement[];
  readonly controls: readonly FieldControl[];
  readonly grids: readonly Grid[];
  readonly sections: readonly {
    readonly tab: string;
    readonly name: string;
    readonly label: string;
    readonly node: HTMLElement;
  }[];
  readonly setDisabled: (disabled: boolean) => void;
  /** Marks required fields that are empty, goes to the first field that holds the save up. Answers why, '' when nothing does. */
  readonly complain: () => string;
};

export type FormBodyOptions = {
  readonly layout: FormLayout;
  readonly model: FormModel;
  readonly lookup: LookupInput;
  /** Absent where sub-grids are not shown. */
  readonly drawGrid?: (subgrid: Subgrid) => Grid | undefined;
  /** Before the ids of controls and tabs: a dialog stands over a form that has the same ones. */
  readonly prefix?: string;
};

const missing = { id: 'missing', level: 'error', text: 'Required fields must be filled in.' } as const;

/** The tabs of a form with their sections. */
export function createFormBody({ layout, model, lookup, drawGrid, prefix = '' }: FormBodyOptions): FormBody {
  const placed: { readonly tab: string; readonly control: FieldControl }[] = [];
  const sections: FormBody['sections'][number][] = [];
  const grids: Grid[] = [];
  const toCard = (tab: string, section: Section) => {
    const fields = section.fields.flatMap((field) => {
      const attribute = model.attribute(field.column);
      if (!attribute) return [];
      const control = createFieldControl({ field, attribute, lookup, prefix });
      placed.push({ tab, control });
      attribute.onChange(() => control.notices.remove(missing.id));
      return [control.node];
    });
    const own = section.subgrids.map((subgrid) => drawGrid?.(subgrid)).filter((grid) => grid !== undefined);
    grids.push(...own);
    if (fields.length + own.length === 0) return undefined;
    const node = createCard(section, [...fields, ...own.map((grid) => grid.node)]);
    sections.push({ tab, name: section.name, label: section.label, node });
    return node;
  };
  const panels = layout.tabs.flatMap(({ name, label, sections: parts }) => {
    const cards = parts.map((section) => toCard(name, section)).filter((card) => card !== undefined);
    return cards.length > 0 ? [{ name, label, panel: element('div', { class: 'panel' }, ...cards) }] : [];
  });
  const tabs = createTabs(panels, prefix);
  const controls = placed.map(({ control }) => control);
  return {
    tabs,
    panels: panels.map(({ panel }) => panel),
    controls,
    grids,
    sections,
    setDisabled: (disabled) => {
      for (const control of controls) control.setDisabled(disabled);
      for (const grid of grids) grid.setDisabled(disabled);
    },
    complain: () => {
      const empty = controls.filter(({ field, isRequired }) => isRequired() && isEmpty(model, field.column));
      for (const control of empty) control.notices.put(missing);
      const blamed = controls.filter(({ notices }) => notices.hasErrors());
      const first = placed.find(({ control }) => control === blamed[0]);
      if (first) tabs.open(first.tab);
      first?.control.focus();
      return sentenceOf(
        empty.length > 0 ? 'Required fields must be filled in' : 'Fields with errors',
        empty.length > 0 ? empty : blamed,
      );
    },
  };
}

function createCard(section: Section, content: readonly HTMLElement[]): HTMLElement {
  const { label, fields } = section;
  const kind = section.subgrids.length > 0 || fields.every(({ kind: one }) => one === 'memo') ? 'wide' : '';
  const heading = label === '' ? undefined : element('h2', {}, label);
  return element('section', { class: `card ${kind}`, 'aria-label': label || undefined }, heading, ...content);
}

function isEmpty(model: FormModel, column: string): boolean {
  return model.attribute(column)?.get() === null;
}

function sentenceOf(what: string, controls: readonly FieldControl[]): string {
  return controls.length === 0 ? '' : `${what}: ${controls.map(({ label }) => label()).join(', ')}.`;
}
