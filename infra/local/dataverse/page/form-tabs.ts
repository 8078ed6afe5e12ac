import { button, element } from './element.ts';
import { stepFocus } from './step-focus.ts';

export type TabPanel = { readonly name: string; readonly label: string; readonly panel: HTMLElement };
export type Tab = {
  readonly name: string;
  readonly button: HTMLElement;
  readonly panel: HTMLElement;
  readonly isOpen: () => boolean;
};
export type Tabs = {
  readonly list: HTMLElement;
  readonly all: readonly Tab[];
  readonly open: (name: string) => void;
};

/** WAI-ARIA "tabs" pattern with automatic activation. The panels stay in the document, so what was typed stays too. */
export function createTabs(panels: readonly TabPanel[], prefix: string): Tabs {
  const tabs = panels.map(({ name, label, panel }) => {
    const id = `${prefix}tab-${name}`;
    panel.id = `${prefix}panel-${name}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', id);
    const attributes = { role: 'tab', id, 'aria-controls': panel.id, 'data-testid': id };
    return button(label, () => open(name), attributes);
  });
  const open = (name: string) => {
    panels.forEach(({ name: own, panel }, index) => {
      const selected = own === name;
      panel.hidden = !selected;
      tabs[index]?.setAttribute('aria-selected', String(selected));
      tabs[index]?.setAttribute('tabindex', selected ? '0' : '-1');
    });
  };
  const list = element('div', { role: 'tablist', 'aria-label': 'Form tabs', class: 'tabs' }, ...tabs);
  list.addEventListener('keydown', (event) => {
    const next = stepFocus(tabs, event, ['ArrowLeft', 'ArrowRight']);
    const panel = next && panels[tabs.indexOf(next)];
    if (panel) open(panel.name);
  });
  if (panels[0]) open(panels[0].name);
  const all = panels.map(({ name, panel }, index) => ({
    name,
    panel,
    button: tabs[index] ?? list,
    isOpen: () => !panel.hidden,
  }));
  return { list, all, open };
}
