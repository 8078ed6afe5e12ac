import { button, element } from '../element.ts';
import { icon } from '../icons.ts';
import { isRow, textOf } from '../row.ts';

const levels: Readonly<Record<number, string>> = { 1: 'success', 2: 'error', 3: 'warning', 4: 'info' };

/** `Xrm.App.addGlobalNotification`: bars over whatever page is shown. */
export function createGlobalNotices(node: HTMLElement) {
  const shown = new Map<string, HTMLElement>();
  const clear = async (id: unknown) => {
    shown.get(String(id))?.remove();
    shown.delete(String(id));
  };
  return {
    addGlobalNotification: async (given: unknown) => {
      if (!isRow(given)) throw new Error('addGlobalNotification wants an object.');
      const id = crypto.randomUUID();
      const kind = levels[Number(given.level)] ?? 'info';
      const action = isRow(given.action) ? given.action : undefined;
      const run = action?.eventHandler;
      const act =
        action && typeof run === 'function'
          ? button(textOf(action, 'actionLabel'), () => void Reflect.apply(run, undefined, []))
          : undefined;
      const close =
        given.showCloseButton === true
          ? button('Dismiss', () => void clear(id), { class: 'plain' }, icon('close'))
          : undefined;
      const text = element('span', {}, textOf(given, 'message'));
      const line = element('div', { class: `message ${kind}`, 'data-testid': 'global-notification' }, text, act, close);
      shown.set(id, line);
      node.append(line);
      return id;
    },
    clearGlobalNotification: clear,
  };
}
