import { element } from './element.ts';
import type { Lookup } from './row.ts';

export type Suggestions = {
  /** An empty list closes it. */
  readonly show: (choices: readonly Lookup[]) => void;
  readonly onKey: (event: KeyboardEvent) => void;
};

/** The list below a combobox: the first entry is marked, arrows move the mark, Enter or a click chooses, Escape closes. */
export function createSuggestions(
  input: HTMLInputElement,
  list: HTMLElement,
  choose: (choice: Lookup) => void,
): Suggestions {
  let choices: readonly Lookup[] = [];
  let at = -1;
  const idOf = (index: number) => `${list.id}-${index}`;
  const paint = () => {
    list.replaceChildren(...choices.map((choice, index) => toOption(choice, idOf(index), index === at, pick)));
    list.hidden = choices.length === 0;
    input.setAttribute('aria-expanded', String(choices.length > 0));
    input.setAttribute('aria-activedescendant', at >= 0 ? idOf(at) : '');
  };
  const show = (now: readonly Lookup[]) => {
    choices = now;
    at = now.length > 0 ? 0 : -1;
    paint();
  };
  const pick = (choice: Lookup) => {
    choose(choice);
    show([]);
  };
  const onKey = (event: KeyboardEvent) => {
    const chosen = choices[at];
    if (!chosen) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') show([]);
    else if (event.key === 'Enter') pick(chosen);
    else if (step !== 0) at = (at + step + choices.length) % choices.length;
    else return;
    event.preventDefault();
    paint();
  };
  return { show, onKey };
}

function toOption(choice: Lookup, id: string, selected: boolean, pick: (choice: Lookup) => void): HTMLElement {
  const option = element('li', { id, role: 'option', 'aria-selected': String(selected) }, choice.name);
  // Not click: the field would lose the focus first and close the list.
  option.addEventListener('mousedown', (event) => {
    event.preventDefault();
    pick(choice);
  });
  return option;
}
