import type { PlatformPage } from '../../event/platform-contact.ts';
import {
  beginningMs,
  type Follow,
  mostEastMs,
  mostWestMs,
  overlapMs,
  type Place,
  readFollow,
  readWalk,
  writeCursor,
} from './cursor.ts';
import { learnShift } from './learn-shift.ts';
import { type ListReader, type Part, readWindows } from './read-windows.ts';

/** How much of what was seen ahead of a round is read again there. The round itself comes by later, and misses nothing. */
const aheadMs = 10_000;

/** The whole list once, oldest first. The end stands still: what changes meanwhile is `followList`'s to find. */
export async function* walkList<Item>(
  from: string | undefined,
  list: ListReader<Item>,
  nowMs: number,
): AsyncGenerator<PlatformPage<Item>> {
  const { at, inSecond, to } = readWalk(from) ?? { at: beginningMs, to: nowMs + mostEastMs };
  for await (const part of readWindows({ fromMs: at, toMs: to, inSecond }, list))
    yield { items: part.items, cursor: writeCursor({ ...placeAfter(part), to }) };
}

/**
 * What is new in a list, and what is not so new: from the latest date seen less the overlap, to where no clock can be yet. Where the
 * account gives true instants but means dates without zone in a zone behind UTC, we ask for a time that is later than the one we
 * mean; then even the change that the cursor rests on is not in the answer, and it is asked for once more from earlier.
 * A round that was cut off goes on where it was; the next one then begins earlier by as long as that took.
 * After a bulk the overlap alone is many parts: between them, as soon as windows can be told so well, we look ahead at what is newer than
 * anything seen, so that it does not wait for them.
 */
export async function* followList<Item>(
  { round, ...since }: Follow,
  list: ListReader<Item>,
  nowMs: number,
): AsyncGenerator<PlatformPage<Item>> {
  const toMs = nowMs + mostEastMs;
  const beganMs = round?.beganMs ?? nowMs;
  let newest = round ? round.newest : since.newest;
  let isAnchored = round?.isAnchored ?? since.newest === undefined;
  let west = round?.west ?? since.west;
  let from: Place = round ?? { at: since.at - overlapMs - west };
  const shift = learnShift();
  let ahead = round?.ahead ?? since.newest ?? beganMs;
  const earlier = { at: since.at - overlapMs - mostWestMs };
  for (;;) {
    for await (const part of readWindows({ fromMs: from.at, toMs, inSecond: from.inSecond }, list, shift)) {
      for (const item of part.items) {
        const date = Math.min(list.dateOf(item), toMs);
        isAnchored ||= date <= (since.newest ?? 0);
        newest = Math.max(newest ?? date, date);
      }
      const isOver = part.upToMs === toMs;
      const next = isOver ? { ...earlier, west: mostWestMs } : { ...placeAfter(part), west };
      const reached = () => writeCursor({ ...since, round: { ...next, newest, isAnchored, beganMs, ahead } });
      // At the end nothing is behind us that we did not see: the cursor stays with what was seen.
      const at = Math.max(since.at, (newest ?? since.at) - Math.max(0, nowMs - beganMs));
      const isEnd = isOver && (isAnchored || west > 0);
      yield { items: part.items, cursor: isEnd ? writeCursor({ at, newest, west }) : reached() };
      if (!isOver) yield* lookAhead(reached);
    }
    if (isAnchored || west > 0) return;
    west = mostWestMs;
    from = earlier;
  }

  async function* lookAhead(reached: () => string): AsyncGenerator<PlatformPage<Item>> {
    const least = shift.least();
    if (least === undefined) return;
    const fromMs = ahead - aheadMs + least;
    for await (const { items } of readWindows({ fromMs, toMs }, list, shift)) {
      for (const item of items) ahead = Math.max(ahead, Math.min(list.dateOf(item), toMs));
      yield { items, cursor: reached() };
    }
  }
}

/** Where to go on when this part was dealt with. */
function placeAfter({ upToMs, inSecond }: Part<unknown>): Place {
  return { at: upToMs, inSecond };
}

/** Where following begins: now, from the safe side of every zone; or, `fromBeginning`, before everything. */
export function startOf(since: string | undefined, nowMs: number, fromBeginning: boolean): Follow {
  const at = fromBeginning ? beginningMs : nowMs - mostWestMs;
  return readFollow(since) ?? { at, west: 0 };
}
