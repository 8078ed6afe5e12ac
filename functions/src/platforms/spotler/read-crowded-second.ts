import { isFull, type ListReader, type Part, type Window } from './read-windows.ts';

/**
 * How far paging a second has come: what is read next, going forwards or `isBack`. `step`: the most that an answer was seen to hold.
 */
export type InSecond = { readonly after: number; readonly step: number; readonly isBack: boolean };

/** More passes than this, and the second is still filling up: the next poll comes by again. */
const maxPasses = 6;

/**
 * A second that holds more than one answer does is paged: forwards, then from its end to its beginning. Whoever changes meanwhile leaves
 * it, and those behind slide towards the front, where they are read once more. Repeated until two passes agree; whom a pass saw before is
 * not given again. `first`: the answer that was full. Or it goes on from `place`, after a process that ended: then nobody knows who was
 * given before, and one pass back is enough for everybody who slides.
 */
export async function* readCrowdedSecond<Item>(
  window: Window,
  begun: { readonly first: readonly Item[] } | { readonly place: InSecond },
  list: ListReader<Item>,
): AsyncGenerator<Part<Item>> {
  const given = new Set<string>();
  /** Without a place it is the last part. */
  const news = (items: readonly Item[], inSecond?: InSecond): Part<Item> => {
    const fresh = items.filter((item) => !given.has(list.idOf(item)));
    for (const item of fresh) given.add(list.idOf(item));
    return inSecond ? { items: fresh, upToMs: window.fromMs, inSecond } : { items: fresh, upToMs: window.toMs };
  };
  const isWhole = 'first' in begun;
  let place: InSecond = isWhole ? { after: 0, step: begun.first.length, isBack: false } : begun.place;
  while (!place.isBack) {
    const items = isWhole && place.after === 0 ? begun.first : await list.read(window, place.after);
    place = isFull(items, list)
      ? { after: place.after + items.length, step: Math.max(place.step, items.length), isBack: false }
      : { ...place, isBack: true };
    yield news(items, place);
  }
  const end = place;
  if (!isWhole) {
    for (; place.after > 0; place = back(place)) yield news(await list.read(window, place.after), back(place));
    yield news(await list.read(window, 0));
    return;
  }
  for (let pass = 0, before = -1; pass < maxPasses && before < given.size; pass += 1) {
    before = given.size;
    for (place = end; place.after > 0; place = back(place))
      yield news(await list.read(window, place.after), back(place));
    yield news(await list.read(window, 0), place);
  }
  yield news([]);
}

function back({ after, step }: InSecond): InSecond {
  return { after: Math.max(0, after - step), step, isBack: true };
}
