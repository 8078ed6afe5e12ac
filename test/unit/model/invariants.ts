import { stateKey } from '../../../functions/src/relay/keys.ts';
import { replay, verify } from '../../../functions/src/relay/ledger.ts';
import { readLedger } from '../../../functions/src/relay/ledger-rows.ts';
import { fromStateRow, type State } from '../../../functions/src/relay/state.ts';
import { idOf, type memoryTable, newsletter } from '../builders.ts';
import type { SimulatedPlatform } from './simulated-platform.ts';

type Table = ReturnType<typeof memoryTable>;

/** What holds at every moment: nothing is given that was not written down before, nor before the platform was read. */
export function checkGrant(id: string, isBaselineRead: boolean, records: Table): void {
  if (!isBaselineRead) throw new Error('granted before the baseline was read');
  const state = stateOf(id, records);
  if (!state?.pending.includes(newsletter) && state?.told[newsletter] !== true)
    throw new Error('granted without a word of it in the tables');
}

/** Table of addresses in which no count may fall and nothing may be cleared beyond its count. */
export function growOnly(table: Table): Table {
  const countOf = (partition: string) => countIn(table, partition);
  return {
    ...table,
    transact: async (changes) => {
      const [first] = changes;
      const partition = first?.kind === 'delete' ? first.partitionKey : (first?.row.partitionKey ?? '');
      const before = countOf(partition);
      const answer = await table.transact(changes);
      if (countOf(partition) < before) throw new Error('a count fell');
      return answer;
    },
  };
}

/** What holds when everything is still. */
export async function checkStill(all: {
  records: Table;
  addresses: Table;
  platform: SimulatedPlatform;
  /** What the recipients did on the platform is known. */
  isPolled: boolean;
}): Promise<void> {
  const { records, addresses, platform, isPolled } = all;
  for (const [partition, row] of holdersIn(addresses)) {
    const cleared = JSON.parse(String(row.cleared))[newsletter] ?? 0;
    if (cleared > countIn(addresses, partition)) throw new Error('cleared beyond the count');
  }
  for (const row of [...records.rows.values()].filter(({ rowKey }) => rowKey.startsWith('r~'))) {
    const state = fromStateRow(row);
    const id = idOf(Number(row.partitionKey.slice(1)));
    if (state.pending.length > 0) throw new Error('still pending');
    const contact = platform.get(id);
    if (isPolled && contact?.on && state.told[newsletter] !== true) throw new Error('on without being told');
    const place = { partition: row.partitionKey, connection: 'spotler', table: 'contact' as const, id };
    const ledger = await readLedger(place, records);
    if (verify(ledger, state) !== undefined) throw new Error('the ledger does not hold');
    const told = replay(ledger);
    if ((told[newsletter] ?? false) !== (state.told[newsletter] ?? false)) throw new Error('the ledger says otherwise');
  }
}

function stateOf(id: string, records: Table): State | undefined {
  const row = records.rows.get(`p${id.slice(-2)}/${stateKey('spotler', 'contact', id)}`);
  return row && fromStateRow(row);
}

function countIn(table: Table, partition: string): number {
  const counts = table.rows.get(`${partition}/facts`)?.counts;
  return counts === undefined ? 0 : (JSON.parse(String(counts))[newsletter] ?? 0);
}

function holdersIn(table: Table) {
  return [...table.rows.values()].flatMap((row) =>
    row.rowKey.startsWith('h~') ? [[row.partitionKey, row] as const] : [],
  );
}
