import type { Table } from './tables.ts';

const partitionKey = 'c';

/** Rows of the table `control`, one a name: what the timers remember between rounds. `write` replaces the whole row. */
export function openNotes(control: Pick<Table, 'get' | 'transact'>) {
  return {
    read: (name: string) => control.get(partitionKey, rowKeyOf(name)),
    write: async (name: string, columns: Readonly<Record<string, string | number | boolean>>) => {
      await control.transact([{ kind: 'upsert', row: { partitionKey, rowKey: rowKeyOf(name), ...columns } }]);
    },
  };
}

/** Table names have an underscore, which a key may hold; nothing else of ours does. */
function rowKeyOf(name: string): string {
  return `note~${name.toLowerCase()}`;
}
