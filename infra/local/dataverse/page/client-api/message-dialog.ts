import { button, element } from '../element.ts';

/** A dialog with a text and one or two buttons. Answers whether the first was pressed; Escape counts as the other. */
export function showMessage(message: {
  readonly title: string;
  readonly text: string;
  readonly subtitle?: string;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
}): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const finish = (confirmed: boolean) => {
    dialog.close();
    dialog.remove();
    resolve(confirmed);
  };
  const cancel = message.cancelLabel;
  const dialog = element(
    'dialog',
    { 'aria-label': message.title || message.text, 'data-testid': 'script-dialog' },
    message.title ? element('h2', { class: 'dialog-title' }, message.title) : undefined,
    message.subtitle ? element('p', {}, message.subtitle) : undefined,
    element('p', { class: 'dialog-text' }, message.text),
    element(
      'div',
      { class: 'dialog-buttons' },
      button(message.confirmLabel, () => finish(true), { class: 'primary', 'data-testid': 'dialog-confirm' }),
      cancel === undefined ? undefined : button(cancel, () => finish(false), { 'data-testid': 'dialog-cancel' }),
    ),
  );
  dialog.addEventListener('cancel', () => finish(false));
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}
