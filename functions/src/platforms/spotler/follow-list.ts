import type { PlatformPage } from '../../event/platform-contact.ts';
import {
  beginningMs,
  type Follow,
  mostEastMs,
  mostWestMs,
  overlapMs,
  readFollow,
  readWalk,
  writeCursor,
} from './cursor.ts';
import { type ListReader, readWindows } from './read-windows.ts';

/** The whole list once, oldest first. The end stands still: what changes meanwhile is `followList`'s to find. */
export async function* walkList<Item>(
  from: string | undefined,
  list: ListReader<Item>,
  nowMs: number,
): AsyncGenerator<PlatformPage<Item>> {
  const { at, to } = readWalk(from) ?? { at: beginningMs, to: nowMs + mostEastMs };
  for await (const { items, upToMs } of readWindows({ fromMs: at, toMs: to }, list)) {
    yield { items, cursor: writeCursor({ at: upToMs, to }) };
  }
}

/**
 * What is new in a list, and what is not so new: from the latest date seen less the overlap, to where no clock can be yet. Where the
 * account gives true instants but means dates without zone in a zone behind UTC, we ask for a time that is later than the one we
 * mean; then even the change that the cursor rests on is not in the answer, and it is asked for once more from earlier.
 */
export async function* followList<Item>(
  since: Follow,
  list: ListReader<Item>,
  nowMs: number,
): AsyncGenerator<PlatformPage<Item>> {
  const toMs = nowMs + mostEastMs;
  let { newest } = since;
  let isAnchored = since.newest === undefined;
  for (const west of since.west === 0 ? [0, mostWestMs] : [since.west]) {
    for await (const { items, upToMs } of readWindows({ fromMs: since.at - overlapMs - west, toMs }, list)) {
      for (const item of items) {
        const date = Math.min(list.dateOf(item), toMs);
        isAnchored ||= date <= (since.newest ?? 0);
        newest = Math.max(newest ?? date, date);
      }
      // Nothing is behind us that we did not see: the cursor stays with what was seen.
      const at = Math.max(since.at, Math.min(upToMs, newest ?? since.at));
      yield { items, cursor: writeCursor({ at, ...(newest === undefined ? {} : { newest }), west }) };
    }
    if (isAnchored) return;
  }
}

/** Where following begins: now, from the safe side of every zone; or, `fromBeginning`, before everything. */
export function startOf(since: string | undefined, nowMs: number, fromBeginning: boolean): Follow {
  const at = fromBeginning ? beginningMs : nowMs - mostWestMs;
  return readFollow(since) ?? { at, west: 0 };
}
