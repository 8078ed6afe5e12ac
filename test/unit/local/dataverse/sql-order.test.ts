import { sqlOrder } from '../../../../infra/local/dataverse/store/sql-order.ts';

/** Each has one byte more than the one before, in the order in which SQL Server looks at bytes, least first. */
const ascending = [
  '01000000-0000-0000-0000-000000000000',
  '00010000-0000-0000-0000-000000000000',
  '00000100-0000-0000-0000-000000000000',
  '00000001-0000-0000-0000-000000000000',
  '00000000-0100-0000-0000-000000000000',
  '00000000-0001-0000-0000-000000000000',
  '00000000-0000-0100-0000-000000000000',
  '00000000-0000-0001-0000-000000000000',
  '00000000-0000-0000-0001-000000000000',
  '00000000-0000-0000-0100-000000000000',
  '00000000-0000-0000-0000-000000000001',
  '00000000-0000-0000-0000-010000000000',
];

test('ids sort by their last six bytes, then backwards through the groups before', () => {
  const shuffled = [...ascending].reverse();

  expect(shuffled.sort((a, b) => (sqlOrder(a) < sqlOrder(b) ? -1 : 1))).toEqual(ascending);
});
