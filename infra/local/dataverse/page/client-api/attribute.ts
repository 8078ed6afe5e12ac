import type { FieldControl } from '../field-control.ts';
import { isLookup } from '../field-value.ts';
import type { Field } from '../form-layout.ts';
import type { Attribute } from '../form-model.ts';
import { fromScript, toScript, typeOf } from './attribute-value.ts';
import type { Collection } from './collection.ts';
import { createHandlers, type Handlers } from './handlers.ts';

export type ScriptAttribute = ReturnType<typeof createAttribute>;

/**
 * A column of the form as scripts see it. OnChange runs for what a person changes, not for `setValue`: a script calls
 * `fireOnChange` itself (client reference "Attribute OnChange event").
 */
export function createAttribute(options: {
  readonly field: Field;
  readonly attribute: Attribute;
  readonly control: FieldControl;
  readonly controls: Collection<unknown>;
  readonly entity: () => unknown;
  readonly run: (handlers: Handlers, source: unknown) => void;
}) {
  const { field, attribute, control } = options;
  const handlers = createHandlers();
  let byScript = false;
  const fire = () => options.run(handlers, api);
  if (field.kind === 'lookup') {
    attribute.onChange(() => {
      if (!byScript && control.node.contains(document.activeElement)) fire();
    });
  } else {
    // As there, when a field is left, not at every key.
    control.node.addEventListener('change', fire);
  }
  const api = {
    getName: () => field.column,
    getAttributeType: () => typeOf(field),
    getFormat: () => (field.kind === 'email' || field.kind === 'phone' || field.kind === 'url' ? field.kind : null),
    getMaxLength: () => field.maxLength ?? null,
    getValue: () => toScript(field, attribute.get()),
    setValue: (given: unknown) => {
      byScript = true;
      try {
        attribute.set(fromScript(field, given));
      } finally {
        byScript = false;
      }
    },
    getIsDirty: attribute.isDirty,
    getInitialValue: () => null,
    getText: () => textOf(field, attribute),
    getOptions: () => (field.options ?? []).map(({ value, label }) => ({ value, text: label })),
    getSelectedOption: () => {
      const found = (field.options ?? []).find(({ value }) => value === attribute.get());
      return found ? { value: found.value, text: found.label } : null;
    },
    getParent: options.entity,
    getRequiredLevel: () => (control.isRequired() ? 'required' : 'none'),
    setRequiredLevel: (level: unknown) => control.setRequired(level === 'required'),
    getSubmitMode: () => 'dirty',
    setSubmitMode: () => undefined,
    getUserPrivilege: () => ({ canRead: true, canUpdate: field.readOnly !== true, canCreate: field.readOnly !== true }),
    isValid: () => !control.notices.hasErrors(),
    addOnChange: handlers.addFunction,
    removeOnChange: handlers.removeFunction,
    fireOnChange: fire,
    controls: options.controls,
  };
  return { api, handlers };
}

function textOf(field: Field, attribute: Attribute): string | null {
  const value = attribute.get();
  if (value === null) return null;
  if (isLookup(value)) return value.name;
  return (field.options ?? []).find((option) => option.value === value)?.label ?? String(value);
}
