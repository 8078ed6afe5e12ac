/** A period as Mail+ is asked for it: both ends belong to it, whole seconds, milliseconds since 1970 as if its dates were UTC. */
export type Window = { readonly fromMs: number; readonly toMs: number };

export type ListReader<Item> = {
  readonly read: (window: Window, after: number) => Promise<readonly Item[]>;
  readonly idOf: (item: Item) => string;
  /** When it stands in the list; perhaps in another zone than the window's. */
  readonly dateOf: (item: Item) => number;
  /** As many as are asked for at a time. */
  readonly pageSize: number;
};

const secondMs = 1000;

/**
 * A list of a period, oldest first, in parts. It is never paged: contacts that change meanwhile leave their place, and the next one
 * slides over the page edge unseen. A window whose answer is full is halved at least instead; one that is nearly empty lets the next
 * be wider.
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
    const isCutOff = isFull(items, list.pageSize);
    if (isCutOff && widthMs > secondMs) {
      widthMs = narrower(window, items.map(list.dateOf));
      continue;
    }
    yield { items: isCutOff ? await readCrowdedSecond(window, list) : items, upToMs: window.toMs };
    from = window.toMs;
    if (items.length < list.pageSize / 4) widthMs *= 2;
  }
}

/** Up to just before the oldest of those that were shown, or to their middle: most of what is left out then is empty or fits. */
function narrower({ fromMs, toMs }: Window, dates: readonly number[]): number {
  const sorted = [...dates].sort((a, b) => a - b);
  const before = (sorted[0] ?? 0) - secondMs - fromMs;
  const middle = (sorted[Math.floor(sorted.length / 2)] ?? 0) - fromMs;
  const half = (toMs - fromMs) / 2;
  const wanted = before > secondMs ? before : middle > 0 ? middle : half;
  // The zone may be another one than we think: halved it is in any case, unless what is skipped is sure to be empty.
  return wholeSeconds(before > secondMs && before < toMs - fromMs ? before : Math.min(wanted, half));
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
  const { starts, ids } = await readForwards(window, list);
  let before = ids;
  for (let pass = 0; ; pass += 1) {
    const found = new Map<string, Item>();
    for (const after of starts) for (const item of await list.read(window, after)) found.set(list.idOf(item), item);
    const now = textOf(found.keys());
    if (now === before || pass === maxPasses) return [...found.values()];
    before = now;
  }
}

/** Where the pages begin, from the last to the first, and who was seen on the way. */
async function readForwards<Item>(
  window: Window,
  list: ListReader<Item>,
): Promise<{ readonly starts: readonly number[]; readonly ids: string }> {
  const starts: number[] = [];
  const seen = new Set<string>();
  for (let after = 0; ; ) {
    const items = await list.read(window, after);
    starts.unshift(after);
    for (const item of items) seen.add(list.idOf(item));
    if (!isFull(items, list.pageSize)) return { starts, ids: textOf(seen) };
    after += items.length;
  }
}

function textOf(ids: Iterable<string>): string {
  return [...ids].sort().join(' ');
}
