import { element } from './element.ts';
import { createFieldControl, type FieldControl, type LookupInput } from './field-control.ts';
import type { Section } from './form-layout.ts';
import type { FormSession } from './form-session.ts';
import { createTabs, type Tabs } from './form-tabs.ts';
import { createPermissionGrid, type PermissionGrid } from './permission-grid.ts';
import type { Lookup } from './row.ts';

export type FormBody = {
  readonly tabs: Tabs;
  readonly panels: readonly HTMLElement[];
  readonly controls: readonly FieldControl[];
  readonly sections: readonly { readonly tab: string; readonly label: string; readonly node: HTMLElement }[];
  readonly setDisabled: (disabled: boolean) => void;
  /** Marks required fields that are empty, goes to the first field that holds the save up. Answers why, '' when nothing does. */
  readonly complain: () => string;
};

const missing = { id: 'missing', level: 'error', text: 'Required fields must be filled in.' } as const;

/** The tabs of a form with their sections. */
export function createFormBody(session: FormSession, subscriptions: readonly Lookup[], lookup: LookupInput): FormBody {
  const placed: { readonly tab: string; readonly control: FieldControl }[] = [];
  const sections: { readonly tab: string; readonly label: string; readonly node: HTMLElement }[] = [];
  const grids: PermissionGrid[] = [];
  const toCard = (tab: string, section: Section) => {
    const fields = section.fields.flatMap((field) => {
      const attribute = session.model.attribute(field.column);
      if (!attribute) return [];
      const control = createFieldControl(field, attribute, lookup);
      placed.push({ tab, control });
      attribute.onChange(() => control.notices.remove(missing.id));
      return [control.node];
    });
    const grid = section.permissions ? createPermissionGrid(session.permissions, subscriptions) : undefined;
    if (grid) grids.push(grid);
    const heading = element('h2', {}, section.label);
    const kind = section.permissions || section.fields.every(({ kind: one }) => one === 'memo') ? 'wide' : '';
    const node = element(
      'section',
      { class: `card ${kind}`, 'aria-label': section.label },
      heading,
      ...fields,
      grid?.node,
    );
    sections.push({ tab, label: section.label, node });
    return node;
  };
  const panels = session.layout.tabs.map(({ name, label, sections: cards }) => {
    const panel = element('div', { class: 'panel' }, ...cards.map((section) => toCard(name, section)));
    return { name, label, panel };
  });
  const tabs = createTabs(panels);
  const controls = placed.map(({ control }) => control);
  return {
    tabs,
    panels: panels.map(({ panel }) => panel),
    controls,
    sections,
    setDisabled: (disabled) => {
      for (const control of controls) control.setDisabled(disabled);
      for (const grid of grids) grid.setDisabled(disabled);
    },
    complain: () => {
      const empty = controls.filter(({ field, isRequired }) => isRequired() && isEmpty(session, field.column));
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

function isEmpty({ model }: FormSession, column: string): boolean {
  return model.attribute(column)?.get() === null;
}

function sentenceOf(what: string, controls: readonly FieldControl[]): string {
  return controls.length === 0 ? '' : `${what}: ${controls.map(({ label }) => label()).join(', ')}.`;
}
