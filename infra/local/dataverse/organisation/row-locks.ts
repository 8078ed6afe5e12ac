/**
 * Rows that a transaction holds while its synchronous steps run. Others who want to write them wait, as they would in SQL
 * Server; readers see the committed rows (read committed snapshot).
 */
export type RowLocks = {
  /** A promise that ends when one of the rows held by others is free; undefined when none is held. */
  readonly wait: (keys: readonly string[]) => Promise<void> | undefined;
  /** Holds the rows; call the result to let them go. */
  readonly hold: (keys: readonly string[]) => () => void;
};

export function createRowLocks(): RowLocks {
  const held = new Map<string, Promise<void>>();
  return {
    wait: (keys) => keys.map((key) => held.get(key)).find((promise) => promise !== undefined),
    hold: (keys) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      for (const key of keys) held.set(key, promise);
      return () => {
        for (const key of keys) held.delete(key);
        resolve();
      };
    },
  };
}
