import type { PlatformBounce, PlatformContact, PlatformPage } from '../../event/platform-contact.ts';
import type { Platform } from '../platform.ts';
import { toPlatformDate } from './dates.ts';
import { followList, startOf, walkList } from './follow-list.ts';
import { type Dated, readBounces, readContacts } from './read-contacts.ts';
import type { ListReader, Window } from './read-windows.ts';
import type { SpotlerAnswer } from './spotler-call.ts';

/** As much as one answer holds (vendor documentation: "max is 10000"). */
const maxPageSize = 10_000;

/** The lists of Mail+ that say what recipients did. There is no call that tells us by itself (no webhooks): they are asked. */
export function createLists(
  get: (path: string) => Promise<SpotlerAnswer>,
  now: () => number,
): Pick<Platform, 'contacts' | 'changes' | 'bounces'> {
  const reader = <Value>(
    path: string,
    read: (body: string) => readonly Dated<Value>[],
    pageSize = maxPageSize,
  ): ListReader<Dated<Value>> => ({
    pageSize,
    idOf: ({ id }) => id,
    dateOf: ({ dateMs }) => dateMs,
    read: async (window, after) => read(await list(get, path, window, { after, pageSize })),
  });
  const updates = (pageSize?: number) => reader('/contact/updates/list', readContacts, pageSize);
  return {
    contacts: (from, pageSize) => values<PlatformContact>(walkList(from, updates(pageSize), now())),
    changes: (since) => values<PlatformContact>(followList(startOf(since, now(), false), updates(), now())),
    bounces: (since) => {
      const bounces = reader('/contact/bounces/list', readBounces);
      return values<PlatformBounce>(followList(startOf(since, now(), true), bounces, now()));
    },
  };
}

async function list(
  get: (path: string) => Promise<SpotlerAnswer>,
  path: string,
  { fromMs, toMs }: Window,
  { after, pageSize }: { readonly after: number; readonly pageSize: number },
): Promise<string> {
  const query = `fromDate=${toPlatformDate(fromMs)}&toDate=${toPlatformDate(toMs)}&pageSize=${pageSize}&after=${after}`;
  for (let tries = 1; ; tries += 1) {
    const answer = await get(`${path}?${query}`);
    if (answer.status === 200) return answer.body;
    const waitMs = answer.retryAfterMs ?? 1000;
    if (answer.status !== 429 || tries === maxTries || waitMs > maxWaitMs) throw new ListError(path, answer.status);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** Asked to wait, we do, in place and not for ever: the next round is a minute away. */
const maxTries = 5;
const maxWaitMs = 30_000;

/** A list that could not be read; the next round begins where this one ended. */
class ListError extends Error {
  override readonly name = 'ListError';
  readonly code = 'list_unreadable';
  constructor(path: string, status: number) {
    super(`GET ${path}: ${status}`);
  }
}

async function* values<Value>(pages: AsyncIterable<PlatformPage<Dated<Value>>>): AsyncGenerator<PlatformPage<Value>> {
  for await (const { items, cursor } of pages) yield { items: items.map(({ value }) => value), cursor };
}
