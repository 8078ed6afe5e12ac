import { element } from './element.ts';
import { createFieldNotices, type FieldNotices } from './field-notices.ts';
import type { Field } from './form-layout.ts';
import type { Attribute } from './form-model.ts';
import { createPlainInput, type Input } from './plain-inputs.ts';

/** A label, its control, and what is said about it. */
export type FieldControl = {
  readonly node: HTMLElement;
  readonly field: Field;
  readonly focus: () => void;
  /** What the state of the record says. */
  readonly setDisabled: (disabled: boolean) => void;
  /** What a script says; the field is disabled when either says so. */
  readonly lock: (locked: boolean) => void;
  readonly isDisabled: () => boolean;
  readonly notices: FieldNotices;
  readonly isRequired: () => boolean;
  readonly setRequired: (required: boolean) => void;
  readonly label: () => string;
  readonly setLabel: (text: string) => void;
};

export type LookupInput = (
  field: Field,
  attribute: Attribute,
  names: { readonly id: string; readonly label: string },
) => Input;

/** `lookup` is passed in, as it is the only control that asks the server. */
export function createFieldControl(options: {
  readonly field: Field;
  readonly attribute: Attribute;
  readonly lookup: LookupInput;
  readonly prefix: string;
}): FieldControl {
  const { field, attribute } = options;
  const id = `${options.prefix}field-${field.column}`;
  const input =
    field.kind === 'lookup'
      ? options.lookup(field, attribute, { id, label: field.label })
      : createPlainInput(field, attribute, id);
  const star = element('span', { class: 'required', 'aria-hidden': 'true' }, '*');
  const name = element('label', { for: id }, field.label);
  const { focusable } = input;
  const notices = createFieldNotices(`${id}-problem`, (wrong) => mark(focusable, wrong, `${id}-problem`));
  let required = field.required === true;
  let inactive = false;
  let locked = field.readOnly === true;
  const isDisabled = () => inactive || locked;
  const setRequired = (is: boolean) => {
    required = is;
    star.hidden = !is;
    if (is) focusable.setAttribute('aria-required', 'true');
    else focusable.removeAttribute('aria-required');
  };
  setRequired(required);
  input.setDisabled(isDisabled());
  // The star stands beside the label, not in it: it is no part of the field's name.
  const label = element('div', { class: 'label' }, name, star);
  return {
    node: element('div', { class: `field ${field.kind}` }, label, element('div', {}, input.node, notices.node)),
    field,
    focus: () => focusable.focus(),
    setDisabled: (is) => {
      inactive = is;
      input.setDisabled(isDisabled());
    },
    lock: (is) => {
      locked = is;
      input.setDisabled(isDisabled());
    },
    isDisabled,
    notices,
    isRequired: () => required,
    setRequired,
    label: () => name.textContent ?? '',
    setLabel: (text) => {
      name.textContent = text;
    },
  };
}

function mark(focusable: HTMLElement, wrong: boolean, problemId: string): void {
  focusable.setAttribute('aria-describedby', problemId);
  if (wrong) focusable.setAttribute('aria-invalid', 'true');
  else focusable.removeAttribute('aria-invalid');
}
