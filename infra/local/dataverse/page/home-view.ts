import { element } from './element.ts';
import { icon } from './icons.ts';
import type { Area } from './site-map.ts';

/** The front page: the same places as the left navigation, large enough to be found at once. */
export function createHomeView(areas: readonly Area[]): HTMLElement {
  const sections = areas.map(({ label, entries }) => {
    const tiles = entries.map(({ label: text, address, icon: name }) =>
      element('li', {}, element('a', { class: 'card tile', href: address }, icon(name), text)),
    );
    return element(
      'section',
      { 'aria-label': label },
      element('h2', {}, label),
      element('ul', { class: 'tiles' }, ...tiles),
    );
  });
  const intro =
    'A small stand-in for Dynamics 365. What you save here fires the steps of the imported solutions, as it would there.';
  return element('section', { class: 'home' }, element('h1', {}, 'Welcome'), element('p', {}, intro), ...sections);
}
