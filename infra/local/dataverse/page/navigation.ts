import { element } from './element.ts';
import { icon } from './icons.ts';
import { toList } from './route.ts';
import type { Area } from './site-map.ts';

/** Fills the left navigation; `mark` says where one is. */
export function createNavigation(
  nav: HTMLElement,
  areas: readonly Area[],
): { readonly mark: (table: string | undefined) => void } {
  const links = areas.flatMap(({ entries }) =>
    entries.map(({ table, icon: name }) => {
      const attributes = { href: toList(table.name), 'data-testid': `nav-${table.name}` };
      return { table: table.name, link: element('a', attributes, icon(name), table.pluralLabel) };
    }),
  );
  const linkOf = (table: string) => links.find((one) => one.table === table)?.link;
  nav.replaceChildren(
    ...areas.flatMap(({ label, entries }) => [
      element('h2', {}, label),
      element('ul', {}, ...entries.map(({ table }) => element('li', {}, linkOf(table.name)))),
    ]),
  );
  return {
    mark: (table) => {
      for (const { table: own, link } of links) {
        if (own === table) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
    },
  };
}
