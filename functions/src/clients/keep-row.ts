import type { StoredRow, Table } from './tables.ts';

/**
 * A table that knows one row of each partition by heart, for whoever writes it with every transaction: it is read once, and again after
 * a conflict. Safe where others write it too, as every write compares its ETag.
 */
export function keepRow<Some extends Pick<Table, 'get' | 'transact'>>(table: Some, rowKey: string): Some {
  const kept = new Map<string, StoredRow | undefined>();
  return {
    ...table,
    get: async (partitionKey: string, key: string) => {
      if (key !== rowKey) return table.get(partitionKey, key);
      if (!kept.has(partitionKey)) kept.set(partitionKey, await table.get(partitionKey, key));
      return kept.get(partitionKey);
    },
    transact: async (changes: Parameters<Table['transact']>[0]) => {
      const index = changes.findIndex((change) => 'row' in change && change.row.rowKey === rowKey);
      const change = changes[index];
      if (!change || !('row' in change)) return table.transact(changes);
      const { partitionKey } = change.row;
      // Until the answer is there, and where none comes, nobody knows what the row is.
      kept.delete(partitionKey);
      const etags = await table.transact(changes);
      if (etags !== 'conflict') kept.set(partitionKey, { ...change.row, etag: etags[index] ?? '' });
      return etags;
    },
  };
}
