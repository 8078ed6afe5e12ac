import { button, element } from '../element.ts';
import { icon } from '../icons.ts';

type Size = number | { readonly value: number; readonly unit: string } | undefined;

/** An HTML web resource in a dialog over the page; the promise settles when it is closed, by its button, Escape or `window.close`. */
export function showWebResource(options: {
  readonly address: string;
  readonly title: string;
  readonly width: Size;
  readonly height: Size;
}): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const frame = element('iframe', { src: options.address, title: options.title || 'Web resource' });
  const finish = () => {
    dialog.close();
    dialog.remove();
    resolve();
  };
  frame.addEventListener('load', () => {
    // A page that calls window.close() means this dialog.
    if (frame.contentWindow) Object.assign(frame.contentWindow, { close: finish });
  });
  const head = element(
    'div',
    { class: 'web-resource-head' },
    element('h2', { class: 'dialog-title' }, options.title),
    button('Close', finish, { class: 'plain', 'data-testid': 'dialog-close' }, icon('close')),
  );
  const attributes = {
    class: 'web-resource',
    'aria-label': options.title || 'Web resource',
    'data-testid': 'script-dialog',
  };
  const dialog = element('dialog', attributes, head, frame);
  dialog.style.width = toLength(options.width, '60%', 'vw');
  dialog.style.height = toLength(options.height, '70%', 'vh');
  dialog.addEventListener('cancel', finish);
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}

function toLength(size: Size, usual: string, whole: string): string {
  if (typeof size === 'number') return `${size}px`;
  const text = size ? `${size.value}${size.unit}` : usual;
  return text.replace('%', whole);
}
