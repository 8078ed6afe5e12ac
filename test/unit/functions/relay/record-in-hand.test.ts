import { toRecords } from '../../../../functions/src/relay/record-in-hand.ts';
import { idOf, nudge } from '../../builders.ts';

test('one look serves all nudges of a record', () => {
  const nudges = Array.from({ length: 100 }, (_, n) => nudge({ id: idOf(n % 7) }));

  const records = toRecords(nudges);

  expect(records).toHaveLength(7);
  expect(records.flatMap((record) => record.nudges)).toHaveLength(100);
});

test('records of two tables with one id are two records', () => {
  expect(toRecords([nudge(), nudge({ table: 'lead' })])).toHaveLength(2);
});

test('one nudge that asks for a look anyway is enough, and one that says deleted', () => {
  const [record] = toRecords([nudge({ message: 'Delete', withdrawal: 'all' }), nudge({ again: true }), nudge()]);

  expect(record).toMatchObject({ again: true, saysDeleted: true });
});

test('the delete of a permission row does not say that its record is gone', () => {
  expect(toRecords([nudge({ message: 'Delete' })])).toMatchObject([{ saysDeleted: false }]);
});

test('permission rows are no records', () => {
  expect(toRecords([nudge({ table: 'assent_permission' })])).toEqual([]);
});
