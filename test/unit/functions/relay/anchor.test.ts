import { writeAnchors } from '../../../../functions/src/relay/anchor.ts';
import { ledgerKey, stateKey } from '../../../../functions/src/relay/keys.ts';
import { verifyAnchors } from '../../../../functions/src/relay/verify-anchors.ts';
import { found, idOf, memoryTable, message, nudge, permissionRow, world } from '../../builders.ts';

/** Three records with a chain each, anchored. */
async function anchored() {
  const here = world();
  const control = memoryTable();
  const clock = { now: Date.UTC(2026, 0, 2) };
  const doors = {
    records: here.store,
    control,
    sealOf: (text: string) => `sealed ${text}`,
    log: here.doors.log,
    now: () => clock.now,
  };
  const see = (number: number, version: string, granted: boolean) => {
    here.crm.set(`contact~${idOf(number)}`, found({ version, permissionRows: [permissionRow({ granted })] }));
    return here.handle(message([nudge({ id: idOf(number) })], { messageId: `bundle-${number}-${version}` }));
  };
  for (const number of [1, 2, 3]) await see(number, '100', true);
  await writeAnchors(doors);
  const state = (number: number) => ({ partitionKey: 'p00', rowKey: stateKey('spotler', 'contact', idOf(number)) });
  const entry = (number: number, seq: number) => ({
    partitionKey: 'p00',
    rowKey: ledgerKey('spotler', 'contact', idOf(number), seq),
  });
  const change = (place: { partitionKey: string; rowKey: string }, columns: object) => {
    const key = `${place.partitionKey}/${place.rowKey}`;
    const row = here.store.rows.get(key);
    if (row) here.store.rows.set(key, { ...row, ...columns });
  };
  const remove = (place: { partitionKey: string; rowKey: string }) =>
    here.store.rows.delete(`${place.partitionKey}/${place.rowKey}`);
  return { ...here, doors, control, clock, see, state, entry, change, remove };
}

test('anchored chains that only grew hold', async () => {
  const { doors, see } = await anchored();
  await see(2, '101', false);

  expect(await verifyAnchors(doors)).toEqual({ chains: 3, faults: [] });
});

test('a chain that was removed together with its state is named', async () => {
  const { doors, remove, state, entry } = await anchored();
  for (const seq of [1, 2]) remove(entry(2, seq));
  remove(state(2));

  expect((await verifyAnchors(doors)).faults).toEqual([`contact ${idOf(2)}: its chain is gone`]);
});

test('a chain that was cut off, and one that was written anew, are named', async () => {
  const { doors, see, change, state, entry } = await anchored();
  change(state(1), { seq: 1 });
  await see(3, '101', false);
  change(entry(3, 2), { hash: 'another' });

  expect((await verifyAnchors(doors)).faults).toEqual([
    `contact ${idOf(1)}: its chain ends before entry 2`,
    `contact ${idOf(3)}: its chain is not the one that was anchored up to entry 2`,
  ]);
});

test('an anchor that was changed shows, also where its leaf was taken out with the chain', async () => {
  const { doors, control } = await anchored();
  const [key, row] = [...control.rows].find(([name]) => name.includes('leaf~')) ?? [];
  control.rows.set(key ?? '', { ...row, text: '[]' } as never);

  expect((await verifyAnchors(doors)).faults).toEqual(['the anchor of partition p00 was changed']);
});

test('it is written once a day, and only the last one is kept', async () => {
  const { doors, control, clock, lines } = await anchored();
  const first = lines.filter(({ event }) => event === 'anchored').length;
  await writeAnchors(doors);
  expect(lines.filter(({ event }) => event === 'anchored')).toHaveLength(first);

  clock.now += 86_400_000;
  await writeAnchors(doors);

  expect([...control.rows.keys()].filter((key) => key.includes('leaf~'))).toEqual(['anchor~p00/leaf~2026-01-03~00000']);
  expect(await verifyAnchors(doors)).toEqual({ chains: 3, faults: [] });
});
