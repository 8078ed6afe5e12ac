/** The next up to `count` items of an iterator; fewer only at its end. */
export function take<T>(items: IterableIterator<T>, count: number): readonly T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const { done, value } = items.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
