import { type NudgeTable, type RecordTable, recordTables } from '../event/nudge.ts';
import { partitionCount } from '../event/partition.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { idIn, stateKey } from './keys.ts';
import { readOrigin } from './permission-origin.ts';
import { fromStateRow } from './state.ts';

type RecordName = { readonly table: RecordTable; readonly id: string };

/** Of 64 partitions: more at once would only queue at the store, and all of them fill the memory. */
const partsAtOnce = 8;

/** What the relay remembers, as reconcile asks for it. Reads only. */
export function openMemory(
  doors: Pick<RelayDoors, 'settings' | 'partitionOf' | 'records'>,
  range: (partition: string, from: string, to: string) => Promise<readonly StoredRow[]>,
) {
  const connectionOf = async () => (await doors.settings()).document.connections[0]?.alias ?? '';
  return {
    remembered: async ({ table, id }: RecordName) => {
      const stored = await doors.records.get(doors.partitionOf(table, id), stateKey(await connectionOf(), table, id));
      if (!stored) return undefined;
      const { version, life } = fromStateRow(stored);
      return { version, life };
    },
    recordOfPermission: (id: string) => readOrigin(id, doors),
    knownIds: async function* (table: NudgeTable): AsyncGenerator<readonly string[]> {
      const record = recordTables.find((each) => each === table);
      const [letter, prefix] = record ? ['p', `r~${await connectionOf()}~${record}~`] : ['i', 'i~'];
      const names = Array.from({ length: partitionCount }, (_, index) => `${letter}${String(index).padStart(2, '0')}`);
      for (let start = 0; start < names.length; start += partsAtOnce) {
        const parts = names.slice(start, start + partsAtOnce).map((name) => range(name, prefix, `${prefix}~`));
        const rows = (await Promise.all(parts)).flat();
        yield rows.filter(({ life }) => life !== 'gone').map(({ rowKey }) => idIn(rowKey));
      }
    },
  };
}
