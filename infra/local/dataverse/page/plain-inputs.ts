import { element } from './element.ts';
import type { Field } from './form-layout.ts';
import type { Attribute } from './form-model.ts';

/** A control without its label. It follows its attribute, whoever sets it. */
export type Input = {
  readonly node: HTMLElement;
  readonly focusable: HTMLElement;
  readonly setDisabled: (disabled: boolean) => void;
};

/** The browser's own control for every kind of field but lookups. */
export function createPlainInput(field: Field, attribute: Attribute, id: string): Input {
  switch (field.kind) {
    case 'yesno':
      return tickBox(attribute, id);
    case 'choice':
      return choice(field, attribute, id);
    case 'memo':
      return memo(attribute, id);
    default:
      return line(field, attribute, id);
  }
}

const inputTypes: Partial<Record<Field['kind'], string>> = {
  email: 'email',
  phone: 'tel',
  url: 'url',
  date: 'date',
  number: 'number',
};

function line(field: Field, attribute: Attribute, id: string): Input {
  const type = inputTypes[field.kind] ?? 'text';
  const input = element('input', { id, 'data-testid': id, type, maxlength: field.maxLength, autocomplete: 'off' });
  input.addEventListener('input', () => attribute.set(field.kind === 'number' ? toNumber(input.value) : input.value));
  return follow(attribute, input, () => showText(attribute, input));
}

function memo(attribute: Attribute, id: string): Input {
  const input = element('textarea', { id, 'data-testid': id, spellcheck: 'false' });
  input.addEventListener('input', () => attribute.set(input.value));
  return follow(attribute, input, () => showText(attribute, input));
}

function tickBox(attribute: Attribute, id: string): Input {
  const input = element('input', { id, 'data-testid': id, type: 'checkbox' });
  input.addEventListener('change', () => attribute.set(input.checked));
  return follow(attribute, input, () => {
    input.checked = attribute.get() === true;
  });
}

function choice(field: Field, attribute: Attribute, id: string): Input {
  const options = (field.options ?? []).map(({ value, label }) => element('option', { value }, label));
  const input = element('select', { id, 'data-testid': id }, element('option', { value: '' }, '—'), ...options);
  input.addEventListener('change', () => attribute.set(toNumber(input.value)));
  return follow(attribute, input, () => {
    input.value = toText(attribute);
  });
}

function follow(
  attribute: Attribute,
  node: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
  show: () => void,
): Input {
  attribute.onChange(show);
  show();
  const setDisabled = (disabled: boolean) => {
    node.disabled = disabled;
  };
  return { node, focusable: node, setDisabled };
}

/** Writing the same text again would move the cursor to the end while somebody types. */
function showText(attribute: Attribute, input: HTMLInputElement | HTMLTextAreaElement): void {
  const text = toText(attribute);
  if (input.value !== text) input.value = text;
}

function toText(attribute: Attribute): string {
  const value = attribute.get();
  return value === null || typeof value === 'object' ? '' : String(value);
}

function toNumber(text: string): number | null {
  return text === '' ? null : Number(text);
}
