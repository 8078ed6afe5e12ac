import { button, element } from './element.ts';

/**
 * Shows `content` in a modal dialog and answers what the confirming button's `read` says, or undefined when it was cancelled
 * (button, Escape). The dialog stays open while `read` works, and when it answers undefined.
 */
export function askWith<T>(question: {
  readonly title: string;
  readonly content: readonly (Node | string)[];
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** A CSS class beside the usual looks. */
  readonly kind?: string;
  /** Where the keyboard is first; the confirming button without it. */
  readonly focus?: () => void;
  readonly read: () => T | undefined | Promise<T | undefined>;
}): Promise<T | undefined> {
  return new Promise((resolve) => {
    const finish = (answer: T | undefined) => {
      // Only a dialog that closes gives the focus back to where it was; one that is removed does not.
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const attempt = async () => {
      confirm.disabled = true;
      try {
        const answer = await question.read();
        if (answer !== undefined) finish(answer);
      } finally {
        confirm.disabled = false;
      }
    };
    const confirm = button(question.confirmLabel, () => void attempt(), {
      class: question.danger ? 'danger' : 'primary',
      'data-testid': 'dialog-confirm',
    });
    const cancel = button('Cancel', () => finish(undefined), { 'data-testid': 'dialog-cancel' });
    const title = element('h2', { id: 'dialog-title', class: 'dialog-title' }, question.title);
    const dialog = element(
      'dialog',
      { 'aria-labelledby': 'dialog-title', class: question.kind },
      title,
      element('div', { class: 'dialog-content' }, ...question.content),
      element('div', { class: 'dialog-buttons' }, confirm, cancel),
    );
    dialog.addEventListener('cancel', () => finish(undefined));
    document.body.append(dialog);
    dialog.showModal();
    (question.focus ?? (() => confirm.focus()))();
  });
}

export async function confirmWith(question: {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
}): Promise<boolean> {
  const { text, ...rest } = question;
  const answer = await askWith({ ...rest, content: [element('p', {}, text)], read: () => true });
  return answer === true;
}
