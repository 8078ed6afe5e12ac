/**
 * The answer of `read` for each key, kept for `ms`; whoever asks meanwhile shares it. In the second half of that time it is read anew
 * beside whoever asks, so that nobody waits for it while there is work. A failed one is not kept.
 */
export function remember<Key, Value>(ms: number, read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const kept = new Map<Key, { readonly value: Promise<Value>; readonly at: number }>();
  const renewing = new Set<Key>();

  function renew(key: Key): void {
    if (renewing.has(key)) return;
    renewing.add(key);
    const at = Date.now();
    read(key)
      .then(
        (value) => void kept.set(key, { value: Promise.resolve(value), at }),
        // The old one stays for its time.
        () => undefined,
      )
      .finally(() => renewing.delete(key));
  }

  return (key) => {
    const known = kept.get(key);
    const age = known ? Date.now() - known.at : ms;
    if (known && age < ms) {
      if (age > ms / 2) renew(key);
      return known.value;
    }
    const value = read(key);
    kept.set(key, { value, at: Date.now() });
    value.catch(() => kept.delete(key));
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
