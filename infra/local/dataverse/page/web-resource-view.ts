import { element } from './element.ts';

/** A page of an imported solution in the place of a list or form. It reaches the client API as `parent.Xrm`. */
export function createWebResourceView(name: string, address: string): HTMLElement {
  return element(
    'section',
    { class: 'web-resource-view', 'data-testid': 'web-resource', 'aria-label': name },
    element('iframe', { src: address, title: name }),
  );
}
