import type { Value } from '../../../../functions/src/event/record.ts';
import type { Condition, Consent } from '../../../../functions/src/event/settings.ts';
import { inForce, nextChange } from '../../../../functions/src/relay/by-clock.ts';
import { meetsConditions } from '../../../../functions/src/relay/conditions.ts';
import { found, tableSettings } from '../../builders.ts';

const noon = Date.parse('2026-03-10T12:00:00Z');

type Case = readonly [
  value: Value,
  operator: Condition['operator'],
  wanted: 'today' | 'now',
  holds: string,
  at: string,
];

const cases: readonly Case[] = [
  // A date without time: the day in UTC.
  ['2026-03-10', 'ge', 'today', 'yes', '2026-03-11T00:00:00.000Z'],
  ['2026-03-09', 'ge', 'today', 'no', 'never'],
  ['2026-03-11', 'gt', 'today', 'yes', '2026-03-11T00:00:00.000Z'],
  ['2026-03-10', 'gt', 'today', 'no', 'never'],
  ['2026-03-10', 'le', 'today', 'yes', 'never'],
  ['2026-03-11', 'le', 'today', 'no', '2026-03-11T00:00:00.000Z'],
  ['2026-03-09', 'lt', 'today', 'yes', 'never'],
  ['2026-03-10', 'lt', 'today', 'no', '2026-03-11T00:00:00.000Z'],
  // A moment: with `today` its day, with `now` itself.
  ['2026-03-10T01:00:00Z', 'ge', 'today', 'yes', '2026-03-11T00:00:00.000Z'],
  ['2026-03-10T01:00:00Z', 'ge', 'now', 'no', 'never'],
  ['2026-03-10T13:00:00Z', 'ge', 'now', 'yes', '2026-03-10T13:00:00.001Z'],
  ['2026-03-10T12:00:00Z', 'gt', 'now', 'no', 'never'],
  ['2026-03-10T12:00:00Z', 'ge', 'now', 'yes', '2026-03-10T12:00:00.001Z'],
  ['2026-03-10T12:00:00Z', 'le', 'now', 'yes', 'never'],
  ['2026-03-10T13:00:00Z', 'le', 'now', 'no', '2026-03-10T13:00:00.000Z'],
  ['2026-03-10T12:00:00Z', 'lt', 'now', 'no', '2026-03-10T12:00:00.001Z'],
  // A date without time is its first moment.
  ['2026-03-10', 'gt', 'now', 'no', 'never'],
  ['2026-03-11', 'gt', 'now', 'yes', '2026-03-11T00:00:00.000Z'],
  // "Never ends" is no time that anybody waits for.
  ['9999-12-31', 'ge', 'today', 'yes', 'never'],
  // No date holds for nothing, in either direction.
  [null, 'ge', 'today', 'no', 'never'],
  [null, 'lt', 'today', 'no', 'never'],
  ['soon', 'le', 'today', 'no', 'never'],
  [20270101, 'ge', 'today', 'no', 'never'],
  [undefined, 'ge', 'today', 'unknown', 'never'],
];

test.each(cases)('at noon of 10 March %p %s %s: %s, until %s', (value, operator, wanted, holds, at) => {
  const condition: Condition = { column: 'c', operator, value: wanted };
  const next = nextChange({ c: value }, { conditions: [condition], consents: [] }, noon);

  expect(meetsConditions({ c: value }, [condition], noon)).toBe(holds);
  expect(next === undefined ? 'never' : new Date(next).toISOString()).toBe(at);
});

test('the answer is one just before the change, and the other at it', () => {
  for (const operator of ['gt', 'ge', 'lt', 'le'] as const)
    for (const value of ['today', 'now'] as const) {
      const condition = { column: 'c', operator, value } satisfies Condition;
      const values = { c: '2026-03-12T08:00:00Z' };
      const at = nextChange(values, { conditions: [condition], consents: [] }, noon) ?? 0;
      const answers = [at - 1, at].map((now) => meetsConditions(values, [condition], now));

      expect(new Set(answers).size).toBe(2);
      expect(nextChange(values, { conditions: [condition], consents: [] }, at)).toBeUndefined();
    }
});

test('of several conditions the first change counts; those that do not look at the clock have none', () => {
  const conditions: Condition[] = [
    { column: 'until', operator: 'ge', value: 'today' },
    { column: 'from', operator: 'le', value: 'today' },
    { column: 'kind', operator: 'ge', value: '2026-01-01' },
  ];
  const values = { until: '2026-05-01', from: '2026-04-01', kind: '2027-01-01' };

  expect(nextChange(values, { conditions, consents: [] }, noon)).toBe(Date.parse('2026-04-01T00:00:00Z'));
});

describe('a consent with a last day', () => {
  const consent = { column: 'news', permission: '1~email', yes: [true], until: 'last' } satisfies Consent;
  const settings = tableSettings({ consents: [consent, { ...consent, until: undefined }] });

  test.each([
    ['10 March', '2026-03-10', true, '2026-03-11T00:00:00.000Z'],
    ['a moment of that day', '2026-03-10T01:00:00Z', true, '2026-03-11T00:00:00.000Z'],
    ['the day before', '2026-03-09', false, 'never'],
    ['no day', null, true, 'never'],
    ['what is no date', 'soon', false, 'never'],
    ['what cannot be read, which is for others to judge', undefined, true, 'never'],
  ])('at noon of 10 March, with %s: %p counts %p, until %s', (_, last, counts, at) => {
    const { consents } = inForce(settings, found({ values: { last } }), noon);
    const next = nextChange({ last }, settings, noon);

    expect(consents.map(({ until }) => until)).toEqual(counts ? ['last', undefined] : [undefined]);
    expect(next === undefined ? 'never' : new Date(next).toISOString()).toBe(at);
  });
});
