import { button, element } from './element.ts';

/** Something said below a field. An error holds the save up, a recommendation does not. */
export type Notice = {
  readonly id: string;
  readonly level: 'error' | 'recommendation';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};

export type FieldNotices = {
  readonly node: HTMLElement;
  /** Takes the place of the one with the same id. */
  readonly put: (notice: Notice) => void;
  /** False when there is none with this id; without an id all go. */
  readonly remove: (id?: string) => boolean;
  readonly hasErrors: () => boolean;
};

/** `onChange` hears whether there is an error, so that the control can be marked. */
export function createFieldNotices(id: string, onChange: (hasErrors: boolean) => void): FieldNotices {
  const node = element('div', { class: 'notices', id });
  let notices: readonly Notice[] = [];
  const hasErrors = () => notices.some(({ level }) => level === 'error');
  const show = (next: readonly Notice[]) => {
    notices = next;
    node.replaceChildren(...notices.map(toLine));
    onChange(hasErrors());
  };
  return {
    node,
    put: (notice) => show([...notices.filter((other) => other.id !== notice.id), notice]),
    remove: (which) => {
      const left = which === undefined ? [] : notices.filter((other) => other.id !== which);
      const found = left.length < notices.length;
      if (found) show(left);
      return found;
    },
    hasErrors,
  };
}

function toLine({ level, text, action }: Notice): HTMLElement {
  const act = action ? button(action.label, action.run, { class: 'plain' }) : undefined;
  return element('p', { class: level === 'error' ? 'problem' : 'recommendation' }, text, act);
}
