import type { Value } from '../../../../functions/src/event/record.ts';
import type { Condition } from '../../../../functions/src/event/settings.ts';
import { meetsConditions } from '../../../../functions/src/relay/conditions.ts';

type Case = readonly [value: Value, operator: Condition['operator'], wanted: Condition['value'], expected: string];

const cases: readonly Case[] = [
  [1, 'eq', 1, 'yes'],
  [1, 'eq', '1', 'yes'],
  [1000, 'eq', '1000.00', 'yes'],
  [1, 'eq', 2, 'no'],
  [0, 'eq', '', 'no'],
  [0, 'eq', null, 'no'],
  [null, 'eq', null, 'yes'],
  [null, 'eq', 0, 'no'],
  [null, 'eq', '', 'no'],
  [true, 'eq', true, 'yes'],
  [true, 'eq', 'true', 'yes'],
  [false, 'eq', false, 'yes'],
  [false, 'eq', null, 'no'],
  ['Klant', 'eq', 'KLANT', 'yes'],
  ['Klant', 'ne', 'klant', 'no'],
  [null, 'ne', 'klant', 'yes'],
  ['x', 'ne', null, 'yes'],
  [2, 'in', [1, 2], 'yes'],
  [3, 'in', [1, 2], 'no'],
  ['NL', 'in', ['nl', 'be'], 'yes'],
  [null, 'in', [1, null], 'yes'],
  [2, 'in', 2, 'no'],
  ['Van der Berg', 'contains', 'DER', 'yes'],
  ['Visser', 'contains', 'der', 'no'],
  [null, 'contains', 'x', 'no'],
  ['Visser', 'startswith', 'vis', 'yes'],
  ['Visser', 'startswith', 'ser', 'no'],
  [null, 'startswith', '', 'no'],
  [5, 'gt', 4, 'yes'],
  [5, 'gt', 5, 'no'],
  [5, 'ge', '5', 'yes'],
  [4, 'lt', 5, 'yes'],
  [5, 'lt', 5, 'no'],
  ['b', 'gt', 'b', 'no'],
  ['b', 'lt', 'b', 'no'],
  ['b', 'lt', 5, 'no'],
  [5, 'le', 5, 'yes'],
  [5, 'gt', null, 'no'],
  [5, 'ge', '', 'no'],
  [-1, 'lt', null, 'no'],
  [5, 'gt', 'many', 'no'],
  [null, 'lt', 5, 'no'],
  [null, 'ge', 0, 'no'],
  [true, 'gt', 0, 'no'],
  ['2026-01-02', 'ge', '2026-01-02', 'yes'],
  ['2026-01-02T03:04:05Z', 'gt', '2026-01-02', 'yes'],
  ['2025-12-31', 'gt', '2026-01-01', 'no'],
  [null, 'null', undefined, 'yes'],
  ['', 'null', undefined, 'no'],
  [0, 'notnull', undefined, 'yes'],
  [null, 'notnull', undefined, 'no'],
  // The answer does not hold the column: that is neither empty nor full.
  [undefined, 'null', undefined, 'unknown'],
  [undefined, 'notnull', undefined, 'unknown'],
  [undefined, 'ne', 1, 'unknown'],
];

test.each(cases)('%p %s %p: %s', (value, operator, wanted, expected) => {
  const condition: Condition = { column: 'c', operator, ...(wanted === undefined ? {} : { value: wanted }) };

  expect(meetsConditions({ c: value }, [condition], 0)).toBe(expected);
});

const isCustomer: Condition = { column: 'a', operator: 'eq', value: 1 };
const isDutch: Condition = { column: 'b', operator: 'eq', value: 'nl' };

test.each([
  [{ a: 1, b: 'nl' }, 'yes'],
  [{ a: 1, b: 'be' }, 'no'],
  [{ a: 1 }, 'unknown'],
  // One that fails is enough, whatever the others would say.
  [{ a: 2 }, 'no'],
])('all conditions must hold: %j', (values, expected) => {
  expect(meetsConditions(values, [isCustomer, isDutch], 0)).toBe(expected);
});

test('without conditions everybody meets them', () => {
  expect(meetsConditions({}, [], 0)).toBe('yes');
});
