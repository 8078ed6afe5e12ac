import { debounce } from './debounce.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';
import type { Table } from './metadata.ts';

const typingPauseMs = 250;

/** Searches while one types, after a short pause; Enter and the cross in the field search at once. */
export function createSearchBox(table: Table, search: string, onSearch: (search: string) => void): HTMLElement {
  const label = `Search ${table.pluralLabel.toLowerCase()}`;
  const input = element('input', { type: 'search', 'aria-label': label, placeholder: label, 'data-testid': 'search' });
  input.value = search;
  let asked = search;
  const ask = () => {
    if (input.value === asked) return;
    asked = input.value;
    onSearch(asked);
  };
  input.addEventListener('input', debounce(typingPauseMs, ask));
  input.addEventListener('change', ask);
  input.addEventListener('search', ask);
  return element('div', { role: 'search', class: 'search' }, icon('search'), input);
}
