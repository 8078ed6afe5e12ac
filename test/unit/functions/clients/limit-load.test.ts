import { limitLoad } from '../../../../functions/src/clients/limit-load.ts';
import type { TableChange } from '../../../../functions/src/clients/tables.ts';

const rows = (count: number): TableChange[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'upsert', row: { partitionKey: 'p', rowKey: `r${n}` } }));

/** A store whose calls end when they are told to. */
function slowStore() {
  const begun: { readonly call: string; readonly end: (error?: Error) => void }[] = [];
  const slowly = <T>(call: string, answer: T) =>
    new Promise<T>((resolve, reject) => {
      begun.push({ call, end: (error) => (error ? reject(error) : resolve(answer)) });
    });
  const store = {
    get: (_: string, row: string) => slowly(`get ${row}`, undefined),
    range: (_: string, from: string) => slowly(`range ${from}`, []),
    transact: (changes: readonly TableChange[]) => slowly<readonly string[]>(`transact ${changes.length}`, []),
  };
  return {
    store,
    calls: () => begun.map(({ call }) => call),
    end: (index: number, error?: Error) => begun[index]?.end(error),
  };
}

/** Whatever an ended call lets begin has begun. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('as many rows as allowed are under way, those of two tables together; the next waits for one to end, also by a failure', async () => {
  const [records, addresses] = [slowStore(), slowStore()];
  const limit = limitLoad(10);
  const [first, second] = [limit(records.store), limit(addresses.store)];
  const failed = expect(first.transact(rows(8))).rejects.toThrow('broken');
  void second.get('p', 'a');
  void second.range('p', 'b');
  void first.get('p', 'd');
  void second.get('p', 'e');
  await settled();
  expect([records.calls(), addresses.calls()]).toEqual([['transact 8'], ['get a', 'range b']]);

  addresses.end(0);
  await settled();
  expect([records.calls(), addresses.calls()]).toEqual([
    ['transact 8', 'get d'],
    ['get a', 'range b'],
  ]);

  records.end(0, new Error('broken'));
  await failed;
  await settled();
  expect(addresses.calls()).toEqual(['get a', 'range b', 'get e']);
});

test('a transaction of more rows than allowed goes alone, and nothing overtakes it', async () => {
  const { store, calls, end } = slowStore();
  const table = limitLoad(10)(store);
  void table.get('p', 'a');
  void table.transact(rows(50));
  void table.get('p', 'b');
  await settled();
  expect(calls()).toEqual(['get a']);

  end(0);
  await settled();
  expect(calls()).toEqual(['get a', 'transact 50']);

  end(1);
  await settled();
  expect(calls()).toEqual(['get a', 'transact 50', 'get b']);
});
