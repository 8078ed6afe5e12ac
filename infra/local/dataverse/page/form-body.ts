import { element } from './element.ts';
import { createFieldControl, type FieldControl, type LookupInput } from './field-control.ts';
import type { Section } from './form-layout.ts';
import type { FormSession } from './form-session.ts';
import { createTabs } from './form-tabs.ts';
import { createPermissionGrid, type PermissionGrid } from './permission-grid.ts';
import type { Lookup } from './row.ts';
import { findMissing } from './save-form.ts';

export type FormBody = {
  readonly tabs: HTMLElement;
  readonly panels: readonly HTMLElement[];
  readonly setDisabled: (disabled: boolean) => void;
  /** Marks required fields that are empty, opens the tab of the first and goes there. Answers their labels. */
  readonly complain: () => readonly string[];
};

/** The tabs of a form with their sections. */
export function createFormBody(session: FormSession, subscriptions: readonly Lookup[], lookup: LookupInput): FormBody {
  const controls: { readonly tab: string; readonly control: FieldControl }[] = [];
  const grids: PermissionGrid[] = [];
  const toCard = (tab: string, section: Section) => {
    const fields = section.fields.flatMap((field) => {
      const attribute = session.model.attribute(field.column);
      if (!attribute) return [];
      const control = createFieldControl(field, attribute, lookup);
      controls.push({ tab, control });
      attribute.onChange(() => control.complain(''));
      return [control.node];
    });
    const grid = section.permissions ? createPermissionGrid(session.permissions, subscriptions) : undefined;
    if (grid) grids.push(grid);
    const heading = element('h2', {}, section.label);
    const kind = section.permissions || section.fields.every(({ kind: one }) => one === 'memo') ? 'wide' : '';
    return element('section', { class: `card ${kind}`, 'aria-label': section.label }, heading, ...fields, grid?.node);
  };
  const panels = session.layout.tabs.map(({ name, label, sections }) => {
    const panel = element('div', { class: 'panel' }, ...sections.map((section) => toCard(name, section)));
    return { name, label, panel };
  });
  const tabs = createTabs(panels);
  return {
    tabs: tabs.list,
    panels: panels.map(({ panel }) => panel),
    setDisabled: (disabled) => {
      for (const { control } of controls) control.setDisabled(disabled);
      for (const grid of grids) grid.setDisabled(disabled);
    },
    complain: () => {
      const missing = findMissing(
        session.layout.tabs.flatMap(({ sections }) => sections.flatMap(({ fields }) => fields)),
        session.model,
      );
      const blamed = controls.filter(({ control }) => missing.some(({ column }) => column === control.column));
      for (const { control } of blamed) control.complain('Required fields must be filled in.');
      if (blamed[0]) tabs.open(blamed[0].tab);
      blamed[0]?.control.focus();
      return missing.map(({ label }) => label);
    },
  };
}
