import type { Call } from './env.ts';

export type Paging = {
  /** Offset of the first record. */
  readonly after: number;
  readonly pageSize: number;
};

const defaultPageSize = 1000;
/** Vendor documentation: "Default is 1000 (max is 10000)". */
const maxPageSize = 10_000;

/**
 * `after` and `pageSize` of the query, or a sentence saying what is wrong. Some calls have `pageSize` as required in the specification;
 * clients of the newer prefix leave it out even there.
 */
export function readPaging(c: Call, { sizeRequired = false } = {}): Paging | string {
  const after = wholeNumber(c.req.query('after') ?? '0');
  const size = c.req.query('pageSize');
  if (size === undefined && sizeRequired) return 'No pageSize given';
  const pageSize = wholeNumber(size ?? String(defaultPageSize));
  if (after === undefined) return 'Invalid after';
  if (pageSize === undefined || pageSize < 1 || pageSize > maxPageSize) return `Invalid pageSize (1 to ${maxPageSize})`;
  return { after, pageSize };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** One page of a list that is at hand as a whole. */
export function pageOf<T>(items: readonly T[], { after, pageSize }: Paging): readonly T[] {
  // One more than asked tells whether there is a next page.
  return items.slice(after, after + pageSize + 1);
}

/**
 * `{paging: {next, after}, <name>: […]}` of the specification; `read` holds one item more when there is a next page. On the last page
 * `next` is left out and `after` still says where the list ends (a guess: no source shows a last page).
 */
export function pagedAnswer<T>(c: Call, name: string, read: readonly T[], { after, pageSize }: Paging): Response {
  const items = read.slice(0, pageSize);
  const nextAfter = after + items.length;
  const paging = { ...(read.length > pageSize ? { next: nextUrl(c, nextAfter) } : {}), after: nextAfter };
  return c.json({ paging, [name]: items });
}

function nextUrl(c: Call, after: number): string {
  const url = new URL(c.req.url);
  url.searchParams.set('after', String(after));
  return url.href;
}
