/** The answer of `read` for each key, kept for `ms`; whoever asks meanwhile shares it. A failed one is not kept. */
export function remember<Key, Value>(ms: number, read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const kept = new Map<Key, { readonly value: Promise<Value>; readonly until: number }>();
  return (key) => {
    const known = kept.get(key);
    if (known && Date.now() < known.until) return known.value;
    const value = read(key);
    kept.set(key, { value, until: Date.now() + ms });
    value.catch(() => kept.delete(key));
    return value;
  };
}

/** The last answer of `read` without waiting for it: refreshed beside whoever asks, when it is older than `keepMs`. */
export function createCopy<Value>(keepMs: number, read: () => Promise<Value>): () => Value | undefined {
  let value: Value | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (Date.now() - readAt > keepMs) {
      readAt = Date.now();
      read().then(
        (fresh) => {
          value = fresh;
        },
        // The old copy stays; the next who asks after that time tries again.
        () => undefined,
      );
    }
    return value;
  };
}

/** An answer of `ask` that is kept only once it is yes, and then for `keepMs`. */
export function createLatch(keepMs: number, ask: () => Promise<boolean>): () => Promise<boolean> {
  let yesAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (Date.now() - yesAt < keepMs) return true;
    const at = Date.now();
    const answer = await ask();
    if (answer) yesAt = at;
    return answer;
  };
}
