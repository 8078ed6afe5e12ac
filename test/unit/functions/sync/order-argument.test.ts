import { readExplainArgument } from '../../../../functions/src/sync/order-argument.ts';
import { idOf } from '../../builders.ts';

test.each([
  [
    { table: 'contact', id: idOf(1) },
    { table: 'contact', id: idOf(1) },
  ],
  [
    { table: 'lead', id: ` {${idOf(1).toUpperCase()}} ` },
    { table: 'lead', id: idOf(1) },
  ],
  [{ address: ' eva@example.org ' }, { address: 'eva@example.org' }],
])('%j is understood', (given, expected) => {
  expect(readExplainArgument(JSON.stringify(given))).toEqual(expected);
});

test.each([
  undefined,
  'eva',
  '{}',
  JSON.stringify({ table: 'contact', id: 'eva@example.org' }),
  JSON.stringify({ table: 'systemuser', id: idOf(1) }),
  JSON.stringify({ table: 'contact', id: idOf(1), address: 'eva@example.org' }),
  JSON.stringify({ address: ' ' }),
])('%j is refused with how to write it, and without what was written', (argument) => {
  expect(() => readExplainArgument(argument)).toThrow(
    /^assent_argument: give .* contact, lead, account .* or \{"address":"…"\}$/,
  );
  expect(() => readExplainArgument(argument)).not.toThrow(/eva/);
});
