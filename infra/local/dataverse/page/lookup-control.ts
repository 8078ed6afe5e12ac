import { debounce } from './debounce.ts';
import { button, element } from './element.ts';
import type { LookupInput } from './field-control.ts';
import { isLookup } from './field-value.ts';
import { icon } from './icons.ts';
import { toRecord } from './route.ts';
import type { Lookup } from './row.ts';
import { createSuggestions } from './suggestions.ts';

const typingPauseMs = 200;

/** A text field that searches another table by name (WAI-ARIA "combobox with list autocomplete" pattern). */
export function lookupControls(find: (table: string, text: string) => Promise<readonly Lookup[]>): LookupInput {
  return (field, attribute, { id, label }) => {
    const { input, list } = createCombobox(id, label);
    const link = element('a', { class: 'open-lookup' }, 'Open');
    const clear = button(`Clear ${label}`, () => attribute.set(null), { class: 'plain' }, icon('close'));
    const show = () => {
      const value = attribute.get();
      input.value = isLookup(value) ? value.name : '';
      clear.hidden = !isLookup(value) || input.disabled;
      link.hidden = !isLookup(value);
      if (isLookup(value)) link.href = toRecord(value.table, value.id);
    };
    const suggestions = createSuggestions(input, list, (choice) => {
      attribute.set(choice);
      show();
    });
    const search = async () => {
      const text = input.value.trim();
      const found = await find(field.target?.table ?? '', text);
      // An answer that comes after more was typed, or after the field was left, is no longer asked for.
      if (input.matches(':focus') && input.value.trim() === text) suggestions.show(found);
    };
    input.addEventListener(
      'input',
      debounce(typingPauseMs, () => void search()),
    );
    input.addEventListener('keydown', suggestions.onKey);
    // What was typed but not chosen is no value: the field goes back to what it holds.
    input.addEventListener('blur', () => {
      suggestions.show([]);
      show();
    });
    attribute.onChange(show);
    show();
    const setDisabled = (disabled: boolean) => {
      input.disabled = disabled;
      show();
    };
    return { node: element('div', { class: 'lookup-box' }, input, clear, link, list), focusable: input, setDisabled };
  };
}

function createCombobox(id: string, label: string): { readonly input: HTMLInputElement; readonly list: HTMLElement } {
  const input = element('input', {
    id,
    'data-testid': id,
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
    autocomplete: 'off',
    placeholder: `Look for ${label}`,
  });
  const attributes = { id: `${id}-list`, role: 'listbox', 'aria-label': label, class: 'suggestions', hidden: true };
  return { input, list: element('ul', attributes) };
}
