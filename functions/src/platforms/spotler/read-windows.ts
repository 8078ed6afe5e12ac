/** A period as Mail+ is asked for it: both ends belong to it, whole seconds, milliseconds since 1970 as if its dates were UTC. */
export type Window = { readonly fromMs: number; readonly toMs: number };

export type ListReader<Item> = {
  readonly read: (window: Window, after: number) => Promise<readonly Item[]>;
  readonly idOf: (item: Item) => string;
  /** Called for at most so many at a time. */
  readonly pageSize: number;
};

const secondMs = 1000;

/**
 * A list of a period, oldest first, in parts. It is never paged: contacts that change meanwhile leave their place, and the next one
 * slides over the page edge unseen. A window whose answer is full is halved instead; one that is nearly empty lets the next be wider.
 * Neighbours share a second, as it is not said whether the end of a period belongs to it.
 */
export async function* readWindows<Item>(
  { fromMs, toMs }: Window,
  list: ListReader<Item>,
): AsyncGenerator<{ readonly items: readonly Item[]; readonly upToMs: number }> {
  let from = fromMs;
  let widthMs = wholeSeconds(toMs - fromMs);
  while (from < toMs) {
    const window = { fromMs: from, toMs: Math.min(from + widthMs, toMs) };
    const items = await list.read(window, 0);
    if (isFull(items, list.pageSize) && widthMs > secondMs) {
      widthMs = wholeSeconds((window.toMs - window.fromMs) / 2);
      continue;
    }
    yield {
      items: isFull(items, list.pageSize) ? await readCrowdedSecond(window, list) : items,
      upToMs: window.toMs,
    };
    from = window.toMs;
    if (items.length < list.pageSize / 4) widthMs *= 2;
  }
}

function wholeSeconds(ms: number): number {
  return Math.max(secondMs, Math.ceil(ms / secondMs) * secondMs);
}

/** An answer of a round thousand may have been cut off there too, whatever was asked for. */
function isFull(items: readonly unknown[], pageSize: number): boolean {
  return items.length >= pageSize || (items.length > 0 && items.length % 1000 === 0);
}

/** More passes than this, and the second is still filling up: what the last pass found is taken, the next poll comes by again. */
const maxPasses = 6;

/**
 * A second that holds more than one answer does is paged, from its end to its beginning: whoever changes meanwhile leaves it, and
 * those behind slide towards the front, where they are read once more. Repeated until two passes agree.
 */
async function readCrowdedSecond<Item>(window: Window, list: ListReader<Item>): Promise<readonly Item[]> {
  let before = '';
  for (let pass = 0; ; pass += 1) {
    const found = await readBackwards(window, list);
    const ids = [...found.keys()].sort().join(' ');
    if (ids === before || pass === maxPasses) return [...found.values()];
    before = ids;
  }
}

async function readBackwards<Item>(window: Window, list: ListReader<Item>): Promise<ReadonlyMap<string, Item>> {
  const starts = await findStarts(window, list);
  const found = new Map<string, Item>();
  for (const after of starts.reverse()) {
    for (const item of await list.read(window, after)) found.set(list.idOf(item), item);
  }
  return found;
}

async function findStarts<Item>(window: Window, list: ListReader<Item>): Promise<number[]> {
  const starts: number[] = [];
  for (let after = 0; ; ) {
    const items = await list.read(window, after);
    starts.push(after);
    if (!isFull(items, list.pageSize)) return starts;
    after += items.length;
  }
}
