import type { Table } from './tables.ts';

/** What one record needs is less; only bundles write more rows at once. */
const bulkRows = 10;

/**
 * At most `most` transactions of many rows under way: a bulk of bundles must not fill the store's time, so that the small ones between
 * them, withdrawals among them, are answered at once.
 */
export function limitBulk<Some extends Pick<Table, 'transact'>>(table: Some, most: number): Some {
  const waiting: (() => void)[] = [];
  let free = most;
  return {
    ...table,
    transact: async (changes: Parameters<Table['transact']>[0]) => {
      if (changes.length <= bulkRows) return table.transact(changes);
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await table.transact(changes);
      } finally {
        // Whoever waits longest takes the place over.
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
