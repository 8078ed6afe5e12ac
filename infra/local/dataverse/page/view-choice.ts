import { element } from './element.ts';
import type { View } from './list-query.ts';
import type { Table } from './metadata.ts';

/** Which records the list shows: the active ones, the others, all. Leads are open or closed instead. */
export function createViewChoice(table: Table, view: View, onChange: (view: View) => void): HTMLElement {
  const plural = table.pluralLabel.toLowerCase();
  const [active, inactive] = table.name === 'lead' ? ['Open', 'Closed'] : ['Active', 'Inactive'];
  const labels: readonly (readonly [View, string])[] = [
    ['active', `${active} ${plural}`],
    ['inactive', `${inactive} ${plural}`],
    ['all', `All ${plural}`],
  ];
  const options = labels.map(([value, label]) => element('option', { value, selected: value === view }, label));
  const select = element('select', { 'aria-label': 'View', 'data-testid': 'view' }, ...options);
  select.addEventListener('change', () => {
    const chosen = labels[select.selectedIndex];
    if (chosen) onChange(chosen[0]);
  });
  return select;
}
