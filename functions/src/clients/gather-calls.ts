type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Makes few calls of many wishes: what waits when a call may start goes out in it, up to `maxItems`. No two items of one key are in
 * one call, or in two calls at a time. Wishes of one tick always travel together.
 */
export function gatherCalls<Item, Result>(options: {
  readonly maxItems: number;
  readonly maxCalls: number;
  readonly keyOf: (item: Item) => string;
  /** Resolves when the next call may start. */
  readonly pace?: () => Promise<void>;
  /** One result for each item, in the same order. */
  readonly call: (items: readonly Item[]) => Promise<readonly Result[]>;
}): (items: readonly Item[]) => Promise<readonly Result[]> {
  const waiting: Waiting<Item, Result>[] = [];
  const underWay = new Set<string>();
  let calls = 0;
  let starting = false;

  async function start(): Promise<void> {
    if (starting) return;
    starting = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (calls < options.maxCalls && waiting.some(({ item }) => !underWay.has(options.keyOf(item)))) {
      await options.pace?.();
      void run(takeNext());
    }
    starting = false;
  }

  function takeNext(): readonly Waiting<Item, Result>[] {
    const next: Waiting<Item, Result>[] = [];
    for (let index = 0; index < waiting.length && next.length < options.maxItems; ) {
      const candidate = waiting[index];
      if (!candidate || underWay.has(options.keyOf(candidate.item))) {
        index += 1;
        continue;
      }
      underWay.add(options.keyOf(candidate.item));
      next.push(candidate);
      waiting.splice(index, 1);
    }
    return next;
  }

  async function run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    if (batch.length === 0) return;
    calls += 1;
    try {
      const results = await options.call(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('A gathered call gave fewer results than items.'));
        else resolve(result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      calls -= 1;
      for (const { item } of batch) underWay.delete(options.keyOf(item));
      void start();
    }
  }

  return (items) => {
    const results = items.map(
      (item) =>
        new Promise<Result>((resolve, reject) => {
          waiting.push({ item, resolve, reject });
        }),
    );
    void start();
    return Promise.all(results);
  };
}
