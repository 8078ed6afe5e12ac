import type { Table } from './tables.ts';

/** One row of the table `control` with columns of text, numbers and booleans; what is undefined is left out. */
export function progressRow(control: Pick<Table, 'get' | 'transact'>, rowKey: string) {
  const partitionKey = 'c';
  return {
    read: () => control.get(partitionKey, rowKey),
    write: async (columns: Readonly<Record<string, unknown>>) => {
      const present = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
      await control.transact([{ kind: 'upsert', row: { partitionKey, rowKey, ...present } }]);
    },
  };
}
