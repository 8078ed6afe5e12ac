import { stateKey } from '../../../../functions/src/relay/keys.ts';
import type { RecordInHand } from '../../../../functions/src/relay/record-in-hand.ts';
import { type StateChange, writeStates } from '../../../../functions/src/relay/write-states.ts';
import { idOf, memoryTable, state } from '../../builders.ts';

const where = { partition: 'p00', connection: 'spotler' };

function change(number: number, beside: StateChange['beside'] = []): StateChange {
  const record: RecordInHand = { table: 'contact', id: idOf(number), nudges: [], again: false, saysDeleted: false };
  return { record, state: state(), beside };
}

/** A table that counts its transactions. */
function store() {
  const table = memoryTable();
  const sizes: number[] = [];
  const transact = (changes: Parameters<typeof table.transact>[0]) => {
    sizes.push(changes.length);
    return table.transact(changes);
  };
  return { sizes, table, doors: { records: { ...table, transact } } };
}

test('forty records go in two transactions, and each is told the ETag of its own row', async () => {
  const { doors, table, sizes } = store();
  const changes = Array.from({ length: 40 }, (_, n) =>
    change(n, n % 2 ? [{ kind: 'upsert', row: { partitionKey: 'p00', rowKey: `l~${n}` } }] : []),
  );

  const etags = await writeStates(changes, where, doors);

  const stored = await Promise.all(
    changes.map(({ record }) => table.get('p00', stateKey('spotler', 'contact', record.id))),
  );
  expect(etags).toEqual(stored.map((row) => row?.etag));
  expect(sizes).toEqual([48, 12]);
});

test('one row that somebody else wrote loses its record only, with what is beside it', async () => {
  const { doors, table } = store();
  await writeStates([change(5)], where, doors);
  const beside = { kind: 'upsert', row: { partitionKey: 'p00', rowKey: 'l~5' } } as const;

  const etags = await writeStates([...[3, 4].map((n) => change(n)), change(5, [beside]), change(6)], where, doors);

  expect(etags.map((etag) => etag !== undefined)).toEqual([true, true, false, true]);
  expect(await table.get('p00', 'l~5')).toBeUndefined();
});

test('nothing to write is nothing sent', async () => {
  const { doors, sizes } = store();

  expect(await writeStates([], where, doors)).toEqual([]);
  expect(sizes).toEqual([]);
});
