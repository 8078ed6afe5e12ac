import type { Table } from './tables.ts';

const partitionKey = 'unreadable';
/** Whoever sent it has been found by then, or never will be. */
const keepMs = 7 * 24 * 3_600_000;

/** Messages of the bus that nobody could read: the lane, the bus's number and when, in the table `control`; kept for a week. */
export function openUnreadable(control: Pick<Table, 'range' | 'transact'>, now: () => number) {
  return {
    note: async (lane: string, number: string): Promise<void> => {
      const row = { partitionKey, rowKey: `${lane}~${number}`, lane, at: new Date(now()).toISOString() };
      await control.transact([{ kind: 'upsert', row }]);
    },
    /** How many there are. Those that are old enough go. */
    count: async (): Promise<number> => {
      const rows = await control.range(partitionKey, '-', '~');
      const old = rows.filter(({ at }) => now() - Date.parse(String(at)) > keepMs).slice(0, 100);
      await control.transact(old.map(({ rowKey }) => ({ kind: 'delete', partitionKey, rowKey })));
      return rows.length - old.length;
    },
  };
}
