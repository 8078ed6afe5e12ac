import { element } from './element.ts';
import type { Field } from './form-layout.ts';
import type { Attribute } from './form-model.ts';
import { createPlainInput, type Input } from './plain-inputs.ts';

/** A label, its control, and what is wrong with it. */
export type FieldControl = {
  readonly node: HTMLElement;
  readonly column: string;
  readonly focus: () => void;
  readonly setDisabled: (disabled: boolean) => void;
  /** '' takes the complaint away. */
  readonly complain: (text: string) => void;
};

export type LookupInput = (
  field: Field,
  attribute: Attribute,
  names: { readonly id: string; readonly label: string },
) => Input;

/** `createLookup` is passed in, as it is the only control that asks the server. */
export function createFieldControl(field: Field, attribute: Attribute, createLookup: LookupInput): FieldControl {
  const id = `field-${field.column}`;
  const input =
    field.kind === 'lookup'
      ? createLookup(field, attribute, { id, label: field.label })
      : createPlainInput(field, attribute, id);
  const mark = field.required ? element('span', { class: 'required', 'aria-hidden': 'true' }, '*') : undefined;
  // The star stands beside the label, not in it: it is no part of the field's name.
  const label = element('div', { class: 'label' }, element('label', { for: id }, field.label), mark);
  const problem = element('p', { class: 'problem', id: `${id}-problem` });
  if (field.required) input.focusable.setAttribute('aria-required', 'true');
  if (field.readOnly) input.setDisabled(true);
  return {
    node: element('div', { class: `field ${field.kind}` }, label, element('div', {}, input.node, problem)),
    column: field.column,
    focus: () => input.focusable.focus(),
    setDisabled: (disabled) => input.setDisabled(disabled || field.readOnly === true),
    complain: (text) => {
      problem.textContent = text;
      if (text) {
        input.focusable.setAttribute('aria-invalid', 'true');
        input.focusable.setAttribute('aria-describedby', problem.id);
      } else {
        input.focusable.removeAttribute('aria-invalid');
        input.focusable.removeAttribute('aria-describedby');
      }
    },
  };
}
