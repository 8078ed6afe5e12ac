import type { RecordInHand } from '../../../../functions/src/relay/record-in-hand.ts';
import { type Ended, settle } from '../../../../functions/src/relay/settle.ts';
import { idOf, message, nudge, state, world } from '../../builders.ts';

const bundle = message([nudge()]);

function ended(number: number, over: Partial<Ended> = {}): Ended {
  const record: RecordInHand = {
    table: 'contact',
    id: idOf(number),
    nudges: [nudge({ id: idOf(number) })],
    again: false,
    saysDeleted: false,
  };
  return { record, state: state(), outcome: { kind: 'applied' }, ...over };
}

test('100 records are written in transactions that the store takes, with their counts', async () => {
  const { doors, counts, store } = world();
  const rejected: Ended['outcome'] = { kind: 'rejected', code: 'PROPERTY_INVALID' };

  const { lost } = await settle(
    Array.from({ length: 100 }, (_, number) => ended(number, { outcome: rejected })),
    bundle,
    doors,
  );

  expect(lost).toEqual([]);
  expect((await counts()).rejected).toBe(100);
  // A state and a reject each, and the counts.
  expect(store.rows.size).toBe(201);
});

test('a row that somebody else wrote loses its record and none of the others, and is not counted', async () => {
  const { doors, counts, stateOf } = world();
  // This one was not there when it was read, and is now.
  await settle([ended(40)], { ...bundle, messageId: 'other' }, doors);

  const { lost } = await settle(
    Array.from({ length: 64 }, (_, number) => ended(number)),
    bundle,
    doors,
  );

  expect(lost.map(({ id }) => id)).toEqual([idOf(40)]);
  expect((await counts()).applied).toBe(1 + 63);
  expect((await stateOf(idOf(40)))?.lastBundle).toBe('other');
});

test('only a decision marks the record as decided under the settings of now', async () => {
  const { doors, stateOf } = world();
  const before = state({ generation: 'old' });

  await settle([ended(1, { state: before }), ended(2, { state: before, decided: true })], bundle, doors);

  expect((await stateOf(idOf(1)))?.generation).toBe('old');
  expect((await stateOf(idOf(2)))?.generation).toBe('g1');
});

test('a reject stays open while nothing better came of the record', async () => {
  const { doors, stateOf, store } = world();
  await settle([ended(1, { outcome: { kind: 'rejected', code: 'X' } })], bundle, doors);
  const first = await stateOf(idOf(1));
  const etag = [...store.rows.values()].find(({ rowKey }) => rowKey.startsWith('r~'))?.etag;
  const later = ended(1, { outcome: { kind: 'unchanged' }, ...(first ? { state: first } : {}) });

  await settle([{ ...later, record: { ...later.record, etag } }], bundle, doors);

  expect((await stateOf(idOf(1)))?.rejected).toBe(1);
  expect([...store.rows.keys()].some((key) => key.includes('x~'))).toBe(true);
});
