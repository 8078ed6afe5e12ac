import { pageSize } from './list-pager.ts';
import type { Page, WebApi } from './web-api.ts';

/** Where a list is in its pages. Each step throws what the server refused and then leaves things as they were. */
export type ListSource = {
  readonly page: () => Page;
  /** From 1. */
  readonly number: () => number;
  readonly first: (path: string) => Promise<void>;
  readonly next: () => Promise<void>;
  readonly back: () => Promise<void>;
  readonly again: () => Promise<void>;
};

export function createListSource(api: WebApi, onPage: () => void): ListSource {
  let page: Page = { rows: [] };
  /** The links of the pages gone through; the last is that of the page shown. */
  let trail: readonly string[] = [];
  let asked = 0;
  const read = async (links: readonly string[]) => {
    asked += 1;
    const mine = asked;
    const answer = await api.list(links.at(-1) ?? '', pageSize);
    // Somebody types on while a search runs: only the last question counts, whichever answer comes last.
    if (mine !== asked) return;
    page = answer;
    trail = links;
    onPage();
  };
  return {
    page: () => page,
    number: () => trail.length,
    first: (path) => read([path]),
    next: () => read([...trail, page.nextLink ?? '']),
    back: () => read(trail.slice(0, -1)),
    again: () => read(trail),
  };
}
