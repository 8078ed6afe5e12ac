/** Messages in the order of their sequence numbers; one that comes back (abandoned, lock lost) takes its old place at the front. */
export type Heap<T> = {
  readonly size: () => number;
  readonly push: (item: T) => void;
  readonly pop: () => T | undefined;
  /** Takes out all for which `when` holds. Walks through everything: for rare occasions. */
  readonly removeWhere: (when: (item: T) => boolean) => readonly T[];
};

export function createHeap<T>(orderOf: (item: T) => number): Heap<T> {
  let items: T[] = [];
  const push = (item: T): void => {
    items.push(item);
    siftUp(items, orderOf);
  };
  return {
    size: () => items.length,
    push,
    pop: () => {
      const first = items[0];
      const last = items.pop();
      if (last !== undefined && items.length > 0) {
        items[0] = last;
        siftDown(items, orderOf);
      }
      return first;
    },
    removeWhere: (when) => {
      const removed = items.filter(when);
      if (removed.length > 0) items = items.filter((item) => !when(item)).sort((a, b) => orderOf(a) - orderOf(b));
      return removed.sort((a, b) => orderOf(a) - orderOf(b));
    },
  };
}

function siftUp<T>(items: T[], orderOf: (item: T) => number): void {
  let index = items.length - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapIfLater(items, parent, index, orderOf)) return;
    index = parent;
  }
}

function siftDown<T>(items: T[], orderOf: (item: T) => number): void {
  let index = 0;
  for (;;) {
    const child = earlierChild(items, index, orderOf);
    if (child === undefined || !swapIfLater(items, index, child, orderOf)) return;
    index = child;
  }
}

function earlierChild<T>(items: readonly T[], index: number, orderOf: (item: T) => number): number | undefined {
  const left = items[index * 2 + 1];
  const right = items[index * 2 + 2];
  if (left === undefined) return undefined;
  if (right === undefined || orderOf(left) <= orderOf(right)) return index * 2 + 1;
  return index * 2 + 2;
}

function swapIfLater<T>(items: T[], parent: number, child: number, orderOf: (item: T) => number): boolean {
  const above = items[parent];
  const below = items[child];
  if (above === undefined || below === undefined || orderOf(above) <= orderOf(below)) return false;
  items[parent] = below;
  items[child] = above;
  return true;
}
