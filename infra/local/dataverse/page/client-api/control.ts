import type { FieldControl } from '../field-control.ts';
import { isRow, rowsOf, textOf } from '../row.ts';

const types: Readonly<Record<string, string>> = {
  choice: 'optionset',
  yesno: 'optionset',
  lookup: 'lookup',
};

/** A field's control as scripts see it (client reference "Controls"). */
export function createControl(control: FieldControl, attribute: () => unknown) {
  const { field, node, notices } = control;
  return {
    getName: () => field.column,
    getControlType: () => types[field.kind] ?? 'standard',
    getAttribute: attribute,
    getLabel: control.label,
    setLabel: control.setLabel,
    getDisabled: control.isDisabled,
    setDisabled: (disabled: unknown) => control.lock(disabled === true),
    getVisible: () => !node.hidden,
    setVisible: (visible: unknown) => {
      node.hidden = visible !== true;
    },
    setFocus: control.focus,
    setNotification: (text: unknown, id: unknown = '') => {
      notices.put({ id: `script ${id}`, level: 'error', text: String(text) });
      return true;
    },
    addNotification: (notification: unknown) => {
      notices.put(readNotification(notification));
    },
    /** Without an id every notification of the control goes. */
    clearNotification: (id?: unknown) => notices.remove(id === undefined ? undefined : `script ${id}`),
  };
}

function readNotification(given: unknown) {
  if (!isRow(given)) throw new TypeError('addNotification wants an object.');
  const [action] = rowsOf(given.actions);
  const [run] = Array.isArray(action?.actions) ? action.actions : [];
  const level = given.notificationLevel === 'RECOMMENDATION' ? 'recommendation' : 'error';
  return {
    id: `script ${given.uniqueId}`,
    level,
    text: Array.isArray(given.messages) ? given.messages.join(' ') : '',
    ...(action && typeof run === 'function'
      ? { action: { label: textOf(action, 'message') || 'Apply', run: () => void Reflect.apply(run, undefined, []) } }
      : {}),
  } as const;
}
