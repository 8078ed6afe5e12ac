import { button, element } from './element.ts';
import { icon } from './icons.ts';
import type { Page } from './web-api.ts';

export const pageSize = 25;

export type Pager = {
  readonly node: HTMLElement;
  readonly show: (page: Page, number: number, selected: number) => void;
};

/** "26–50 of 120", and the two ways on. There is no page 7 to jump to: the Web API gives only the link to the next page. */
export function createPager(turn: { readonly back: () => void; readonly next: () => void }): Pager {
  const range = element('span', { role: 'status', 'data-testid': 'range' });
  const page = element('span', { class: 'page-number' });
  const back = button('Previous page', turn.back, { class: 'plain', 'data-testid': 'page-back' }, icon('back'));
  const next = button('Next page', turn.next, { class: 'plain', 'data-testid': 'page-next' }, icon('next'));
  return {
    node: element('div', { class: 'pager' }, range, element('span', { class: 'turn' }, back, page, next)),
    show: ({ rows, nextLink, count }, number, selected) => {
      const first = (number - 1) * pageSize;
      const rowsText = rows.length === 0 ? 'No records' : `${first + 1}–${first + rows.length}`;
      const of = count === undefined || rows.length === 0 ? '' : ` of ${count}`;
      range.textContent = `${rowsText}${of}${selected > 0 ? ` (${selected} selected)` : ''}`;
      page.textContent = `Page ${number}`;
      back.disabled = number === 1;
      next.disabled = nextLink === undefined;
    },
  };
}
