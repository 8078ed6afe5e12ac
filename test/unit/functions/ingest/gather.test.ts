import type { Bundle } from '../../../../functions/src/event/nudge.ts';
import { partitionOf } from '../../../../functions/src/event/partition.ts';
import { createGatherer } from '../../../../functions/src/ingest/gather.ts';
import { idOf, nudge } from '../../builders.ts';

/** A bus whose sends end only when the test says so. */
function heldBus() {
  const sends: { partition: string; bundle: Bundle; finish: () => void; fail: (error: Error) => void }[] = [];
  const gather = createGatherer(
    (partition, bundle) =>
      new Promise((resolve, fail) => {
        const name = `bundle-${sends.length + 1}`;
        sends.push({ partition, bundle, finish: () => resolve(name), fail });
      }),
  );
  return { sends, gather };
}

const same = Array.from({ length: 250 }, () => nudge());
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a nudge goes out at once when nothing is under way for its partition', () => {
  const { sends, gather } = heldBus();

  void gather([nudge()]);

  expect(sends).toMatchObject([{ partition: partitionOf('contact', idOf(1)), bundle: { v: 1, nudges: [nudge()] } }]);
});

test('while a send is under way the next nudges of the partition gather, up to 100 a bundle', async () => {
  const { sends, gather } = heldBus();
  const all = gather(same);

  for (let sent = 0; sent < 4; sent += 1) {
    expect(sends).toHaveLength(sent + 1);
    sends[sent]?.finish();
    await settled();
  }
  await all;

  expect(sends.map(({ bundle }) => bundle.nudges.length)).toEqual([1, 100, 100, 49]);
});

test('nudges of another partition do not wait', () => {
  const { sends, gather } = heldBus();
  const other = Array.from({ length: 50 }, (_, n) => nudge({ id: idOf(n) }));

  void gather(other);

  const partitions = new Set(other.map(({ table, id }) => partitionOf(table, id)));
  expect(new Set(sends.map(({ partition }) => partition))).toEqual(partitions);
  for (const { partition, bundle } of sends) {
    for (const { table, id } of bundle.nudges) expect(partitionOf(table, id)).toBe(partition);
  }
});

test('a caller is told the bundle of each nudge when the bus has all of them, not before', async () => {
  const { sends, gather } = heldBus();
  let answer: readonly string[] | undefined;
  const call = gather([nudge(), nudge()]).then((bundles) => {
    answer = bundles;
  });

  sends[0]?.finish();
  await settled();
  expect(answer).toBeUndefined();
  sends[1]?.finish();
  await call;

  expect(answer).toEqual(['bundle-1', 'bundle-2']);
});

test('a failed send fails those who were in it, and the next ones go on', async () => {
  const { sends, gather } = heldBus();
  const first = gather([nudge()]);
  const second = gather([nudge()]);

  sends[0]?.fail(new Error('ServerBusy'));
  await expect(first).rejects.toThrow('ServerBusy');
  sends[1]?.finish();

  await expect(second).resolves.toEqual(['bundle-2']);
});

test('nothing to send is sent at once', async () => {
  const { sends, gather } = heldBus();

  await gather([]);

  expect(sends).toEqual([]);
});

test('after a pause a partition sends again', async () => {
  const { sends, gather } = heldBus();
  const first = gather([nudge()]);
  sends[0]?.finish();
  await first;
  await settled();

  void gather([nudge()]);

  expect(sends).toHaveLength(2);
});
