import { fromCountsRow, fromStateRow, toStateColumns } from '../../../../functions/src/relay/state.ts';
import { events, newsletter, state } from '../../builders.ts';

test('a state is read back as it was written', () => {
  const written = state({
    told: { [newsletter]: true, [events]: false },
    pending: [events],
    rejected: 1,
    life: 'gone',
  });

  expect(fromStateRow({ partitionKey: 'p', rowKey: 'r', etag: 'e', ...toStateColumns(written) })).toEqual(written);
});

test('a version larger than any number we can count with is kept exactly', () => {
  const version = '9007199254740993 0f0e:18446744073709551615';

  expect(fromStateRow({ ...toStateColumns(state({ version })) }).version).toBe(version);
});

test('a row that is not ours is refused', () => {
  expect(() => fromStateRow({ partitionKey: 'p' })).toThrow();
  expect(() => fromStateRow({ ...toStateColumns(state()), told: '{"Eva":true}' })).toThrow();
});

test.each([[undefined], [{}], [{ applied: 'many', unchanged: -1, skipped: 1.5 }]])(
  'counts of %j are zero',
  (stored) => {
    expect(fromCountsRow(stored)).toEqual({ applied: 0, unchanged: 0, skipped: 0, rejected: 0 });
  },
);
