import { limitBulk } from '../../../../functions/src/clients/limit-bulk.ts';
import type { TableChange } from '../../../../functions/src/clients/tables.ts';

const rows = (count: number): TableChange[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'upsert', row: { partitionKey: 'p', rowKey: `r${n}` } }));

/** A store whose transactions end when they are told to. */
function slowStore() {
  const begun: { readonly rows: number; readonly end: (error?: Error) => void }[] = [];
  const transact = (changes: readonly TableChange[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      begun.push({ rows: changes.length, end: (error) => (error ? reject(error) : resolve([])) });
    });
  return { begun, store: limitBulk({ transact }, 2) };
}

test('two transactions of many rows are under way, the third waits for one to end, also by a failure', async () => {
  const { begun, store } = slowStore();
  const sent = [store.transact(rows(50)), store.transact(rows(51)), store.transact(rows(52)), store.transact(rows(53))];
  const failed = expect(sent[0]).rejects.toThrow('broken');
  expect(begun.map((one) => one.rows)).toEqual([50, 51]);

  begun[0]?.end(new Error('broken'));
  await failed;
  begun[1]?.end();
  await sent[1];

  expect(begun.map((one) => one.rows)).toEqual([50, 51, 52, 53]);
});

test('a small one never waits', () => {
  const { begun, store } = slowStore();
  for (const count of [50, 51, 52]) void store.transact(rows(count));

  void store.transact(rows(2));

  expect(begun.map((one) => one.rows)).toEqual([50, 51, 2]);
});
