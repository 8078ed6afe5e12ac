import { isFull, type ListReader, type Part, type Window } from './read-windows.ts';

/** More passes than this, and the second is still filling up: the next poll comes by again. */
const maxPasses = 6;

/**
 * A second that holds more than one answer does is paged: forwards, then from its end to its beginning. Whoever changes meanwhile leaves
 * it, and those behind slide towards the front, where they are read once more. Repeated until two passes agree; whom a pass saw before is
 * not given again. `first`: the answer that was full.
 */
export async function* readCrowdedSecond<Item>(
  window: Window,
  first: readonly Item[],
  list: ListReader<Item>,
): AsyncGenerator<Part<Item>> {
  const given = new Set<string>();
  const news = (items: readonly Item[]): Part<Item> => {
    const fresh = items.filter((item) => !given.has(list.idOf(item)));
    for (const item of fresh) given.add(list.idOf(item));
    return { items: fresh, upToMs: window.fromMs };
  };
  const starts = [0];
  yield news(first);
  for (let items = first, after = items.length; isFull(items, list); after += items.length) {
    items = await list.read(window, after);
    starts.unshift(after);
    yield news(items);
  }
  for (let pass = 0, before = -1; pass < maxPasses && before < given.size; pass += 1) {
    before = given.size;
    for (const after of starts) {
      const part = news(await list.read(window, after));
      if (part.items.length > 0) yield part;
    }
  }
  yield { items: [], upToMs: window.toMs };
}
