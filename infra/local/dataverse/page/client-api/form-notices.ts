import { button, element } from '../element.ts';
import { icon } from '../icons.ts';

export type FormNotices = {
  readonly node: HTMLElement;
  readonly set: (text: unknown, level: unknown, id: unknown) => boolean;
  readonly clear: (id: unknown) => boolean;
};

const levels: Readonly<Record<string, string>> = { ERROR: 'error', WARNING: 'warning', INFO: 'info' };

/** The messages at the top of a form that scripts set and take away (client reference "setFormNotification"). */
export function createFormNotices(): FormNotices {
  const node = element('div', { class: 'form-notices', role: 'status', 'data-testid': 'notices' });
  const shown = new Map<string, HTMLElement>();
  const clear = (id: unknown) => {
    const key = String(id);
    shown.get(key)?.remove();
    return shown.delete(key);
  };
  return {
    node,
    set: (text, level, id) => {
      clear(id);
      const key = String(id);
      const kind = levels[String(level)] ?? 'info';
      const dismiss = button('Dismiss', () => clear(key), { class: 'plain' }, icon('close'));
      const attributes = {
        class: `message ${kind}`,
        'data-testid': 'notification',
        'data-id': key,
        'data-level': kind,
      };
      const line = element('div', attributes, element('span', {}, String(text)), dismiss);
      shown.set(key, line);
      node.append(line);
      return true;
    },
    clear,
  };
}
