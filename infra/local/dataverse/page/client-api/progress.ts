import { element } from '../element.ts';

/** `Xrm.Utility.showProgressIndicator`: one at a time, over the whole page; showing again changes the text. */
export function createProgress() {
  const text = element('p', {});
  const attributes = { class: 'progress', 'aria-label': 'In progress', 'data-testid': 'progress' };
  const dialog = element('dialog', attributes, element('span', { class: 'spinner' }), text);
  // Only the script that opened it closes it.
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  return {
    show: (message: unknown) => {
      text.textContent = String(message);
      if (dialog.open) return;
      document.body.append(dialog);
      dialog.showModal();
    },
    close: () => {
      dialog.close();
      dialog.remove();
    },
  };
}
