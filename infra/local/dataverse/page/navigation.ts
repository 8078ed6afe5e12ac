import { element } from './element.ts';
import { icon } from './icons.ts';
import type { Area, AreaEntry } from './site-map.ts';

/** Fills the left navigation; `mark` says by its address where one is. */
export function createNavigation(
  nav: HTMLElement,
  areas: readonly Area[],
): { readonly mark: (address: string | undefined) => void } {
  const links: HTMLAnchorElement[] = [];
  const toItem = ({ id, label, address, icon: name }: AreaEntry) => {
    const link = element('a', { href: address, 'data-testid': `nav-${id}` }, icon(name), label);
    links.push(link);
    return element('li', {}, link);
  };
  nav.replaceChildren(
    ...areas.flatMap(({ label, entries }) => [element('h2', {}, label), element('ul', {}, ...entries.map(toItem))]),
  );
  return {
    mark: (address) => {
      for (const link of links) {
        if (link.getAttribute('href') === address) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
    },
  };
}
